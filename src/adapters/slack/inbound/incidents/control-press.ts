import { type ControlId, controlRights, isControl } from '../../blocks/incident/controls.ts';

/** Something pressed in an incident, as far as it is believed: ids are looked up, and people are asked about. */
export interface ControlPress {
  readonly control: ControlId;
  /** Of an incident, a silence, or what `readTargetsValue` reads. */
  readonly id: string;
  /** The word of an option. */
  readonly word: string;
  readonly user: string;
  readonly team: string;
  /** None in the App Home. */
  readonly channel: string | undefined;
  readonly thread: string | undefined;
  readonly triggerId: string;
  readonly responseUrl: string | undefined;
  /** Of a modal in which it was pressed. */
  readonly view: { readonly id: string; readonly metadata: string; readonly time: string } | undefined;
}

interface Action {
  readonly action_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value?: string } | null;
}

interface Body {
  readonly user: { readonly id: string };
  readonly team?: { readonly id: string } | null;
  readonly enterprise?: { readonly id: string } | null;
  readonly channel?: { readonly id: string };
  readonly message?: { readonly thread_ts?: string };
  readonly container?: {
    readonly message_ts?: string;
    readonly thread_ts?: string;
    readonly is_ephemeral?: boolean;
  };
  readonly view?: {
    readonly id: string;
    readonly type: string;
    readonly private_metadata: string;
    readonly state?: {
      readonly values: Readonly<Record<string, Readonly<Record<string, { readonly value?: string | null }>>>>;
    };
  };
  readonly trigger_id?: string;
  readonly response_url?: string;
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
  const { container, view, channel } = body;
  const own = container?.is_ephemeral === true ? undefined : container?.message_ts;
  return {
    control,
    id,
    word,
    user: body.user.id,
    team: body.enterprise?.id ?? body.team?.id ?? homeTeam,
    channel: channel?.id,
    thread: container?.thread_ts ?? body.message?.thread_ts ?? own,
    triggerId: body.trigger_id ?? '',
    responseUrl: body.response_url,
    view:
      view?.type === 'modal'
        ? { id: view.id, metadata: view.private_metadata, time: view.state?.values['time']?.['time']?.value ?? '' }
        : undefined,
  };
};

/** The command whose policy row rules a press. */
export const rightOf = ({ control }: ControlPress) => controlRights[control];
