import type { types } from '@slack/bolt';
import type { CommandName } from '../../../../domain/command/command-table.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';

/** What can be pressed in an incident, and the command whose policy row rules it. */
export const controlRights = {
  incident_acknowledge: 'incidents',
  incident_unacknowledge: 'incidents',
  incident_assign_me: 'incidents',
  incident_assign: 'incidents',
  incident_unassign: 'incidents',
  incident_snooze: 'incidents',
  incident_unsnooze: 'incidents',
  incident_silence: 'maintenance',
  incident_silence_cause: 'maintenance',
  incident_unsilence: 'maintenance',
  incident_end_silence: 'maintenance',
  incident_check: 'diagnose',
  incident_prove: 'diagnose',
  incident_timeline: 'incidents',
  /** Their values are targets, see targets.ts. */
  incident_end_watch: 'unwatch',
  incident_end_maintenance: 'maintenance',
  /** A menu of some of the others. */
  incident_more: 'incidents',
} as const satisfies Record<string, CommandName>;

export type ControlId = keyof typeof controlRights;
export const isControl = (id: string): id is ControlId => Object.hasOwn(controlRights, id);

type Element = types.ActionsBlock['elements'][number];
type Offered = (right: CommandName) => boolean;

const plain = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

export const controlButton = (
  id: ControlId,
  value: string,
  label: string,
  style?: 'primary' | 'danger',
): types.Button => ({
  type: 'button',
  action_id: id,
  value,
  text: plain(label),
  ...(style === undefined ? {} : { style }),
});

/** The value of an option: a word, then the id of the incident. */
const option = (label: string, word: string, id: string): types.PlainTextOption => ({
  text: plain(label),
  value: `${word} ${id}`,
});

const snoozeMenu = (id: string): types.StaticSelect => ({
  type: 'static_select',
  action_id: 'incident_snooze' satisfies ControlId,
  placeholder: plain('Snooze'),
  options: [
    option('for 30 minutes', '30m', id),
    option('for 2 hours', '2h', id),
    option('until tomorrow, 9:00', 'tomorrow', id),
    option('for another time…', 'other', id),
  ],
});

const moreMenu = (incident: Incident): types.Overflow => {
  const { id, silenced } = incident;
  return {
    type: 'overflow',
    action_id: 'incident_more' satisfies ControlId,
    options: [
      option('Assign to somebody…', 'assign', id),
      silenced === undefined
        ? option('Silence a host or the cause…', 'silence', id)
        : option('End the silence of the cause', 'unsilence', id),
      option('Timeline as a file', 'timeline', id),
    ],
  };
};

const openControls = (incident: Incident): readonly Element[] => {
  const { id, acknowledged, assigned, snoozed, proving } = incident;
  return [
    acknowledged === undefined
      ? controlButton('incident_acknowledge', id, 'Acknowledge', 'primary')
      : controlButton('incident_unacknowledge', id, 'Undo acknowledge'),
    assigned === undefined
      ? controlButton('incident_assign_me', id, 'Assign to me')
      : controlButton('incident_unassign', id, 'Unassign'),
    ...(proving === undefined ? [controlButton('incident_prove', id, 'Prove the fix')] : []),
    controlButton('incident_check', id, 'Check now'),
    snoozed === undefined ? snoozeMenu(id) : controlButton('incident_unsnooze', id, 'End snooze'),
    moreMenu(incident),
  ];
};

/** Buttons by state, each where its undo will be. */
export const controls = (incident: Incident, offered: Offered): readonly types.ActionsBlock[] => {
  const all =
    incident.state === 'open'
      ? openControls(incident)
      : [
          controlButton('incident_check', incident.id, 'Check now'),
          controlButton('incident_timeline', incident.id, 'Timeline'),
        ];
  const elements = all.filter((element) => {
    const id = 'action_id' in element ? (element.action_id ?? '') : '';
    return isControl(id) && offered(controlRights[id]);
  });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
};
