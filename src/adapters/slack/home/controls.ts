import type { types } from '@slack/bolt';
import type { CommandName } from '../../../domain/command/command-table.ts';

/** What can be pressed in the App Home, the command it stands for, and whose policy row rules it. */
export const homeControls = {
  /** A menu of hosts and groups, and buttons `home_check.N`; the value names one. */
  home_check: { label: 'Check a host…', command: 'diagnose', menu: true },
  home_watch: { label: 'Watch a host…', command: 'watch', menu: true },
  home_status: { label: 'Status of all hosts', command: 'status', menu: false },
  home_incidents: { label: 'Incidents', command: 'incidents', menu: false },
  home_watches: { label: 'Watches', command: 'watches', menu: false },
  /** Shows this page anew. */
  home_refresh: { label: 'Refresh', command: 'help', menu: false },
} as const satisfies Record<string, { label: string; command: CommandName; menu: boolean }>;

export type HomeControl = keyof typeof homeControls;

/** The control of an action id, without the number that tells buttons of one block apart. */
export const homeControlOf = (actionId: string): HomeControl | undefined => {
  const name = actionId.replace(/\.\d+$/u, '');
  return Object.hasOwn(homeControls, name) ? (name as HomeControl) : undefined;
};

export const plainText = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

export const homeButton = (actionId: string, label: string, value: string): types.Button => ({
  type: 'button',
  action_id: actionId,
  value,
  text: plainText(label),
});

/** The controls this person may use. */
export const homeActions = (allowed: (name: CommandName) => boolean): types.ActionsBlock => {
  const elements = (Object.keys(homeControls) as HomeControl[])
    .filter((id) => allowed(homeControls[id].command))
    .map((id): types.Button | types.ExternalSelect => {
      const { label, menu } = homeControls[id];
      if (!menu) return homeButton(id, label, id);
      return { type: 'external_select', action_id: id, placeholder: plainText(label), min_query_length: 0 };
    });
  // Without an id of its own the block is a new one each time: a menu does not keep the last choice, which could not be chosen again.
  return { type: 'actions', elements };
};
