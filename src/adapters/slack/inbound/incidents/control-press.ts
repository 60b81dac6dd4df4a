import { type ControlId, controlRights, isControl } from '../../blocks/incident/controls.ts';
import { type Pressed, type PressPlace, placeOf } from '../pressed-at.ts';

/** Something pressed in an incident, as far as it is believed: ids are looked up, and people are asked about. */
export interface ControlPress extends PressPlace {
  readonly control: ControlId;
  /** Of an incident, a silence, or what `readTargetsValue` reads. */
  readonly id: string;
  /** The word of an option. */
  readonly word: string;
  /** Of a modal in which it was pressed. */
  readonly view: { readonly id: string; readonly metadata: string; readonly time: string } | undefined;
}

interface Action {
  readonly action_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value?: string } | null;
}

interface Body extends Pressed {
  readonly view?: {
    readonly id: string;
    readonly type: string;
    readonly private_metadata: string;
    readonly state?: {
      readonly values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>;
    };
  };
}

/** The menu of further things: the words of its options. */
const behindMore: Readonly<Record<string, ControlId>> = {
  assign: 'incident_assign',
  silence: 'incident_silence',
  unsilence: 'incident_unsilence',
  timeline: 'incident_timeline',
};

/** Reads a press; undefined for one that no message of ours makes. */
export const readControlPress = (body: Body, action: Action, homeTeam: string): ControlPress | undefined => {
  const raw = (action.selected_option?.value ?? action.value ?? '').slice(0, 2000);
  const [word = '', optionId = ''] = action.selected_option == null ? [] : raw.split(' ');
  const control = action.action_id === 'incident_more' ? behindMore[word] : action.action_id.replace(/\.\d+$/u, '');
  if (control === undefined || !isControl(control)) return undefined;
  const id = action.selected_option == null ? raw : optionId;
  if (!/^[\w. -]{1,2000}$/u.test(id)) return undefined;
  const { view } = body;
  return {
    ...placeOf(body, homeTeam),
    control,
    id,
    word,
    view:
      view?.type === 'modal'
        ? { id: view.id, metadata: view.private_metadata, time: view.state?.values['time']?.['time']?.value ?? '' }
        : undefined,
  };
};

/** The command whose policy row rules a press. */
export const rightOf = ({ control }: ControlPress) => controlRights[control];
