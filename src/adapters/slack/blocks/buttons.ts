import type { types } from '@slack/bolt';
import type { CommandName } from '../../../domain/command/command-table.ts';

/** Buttons under messages, and the command whose policy row rules each. The value is a run id or a host: opaque, looked up, never obeyed. */
export const buttonTable = {
  run_again: { label: 'Run again', right: 'diagnose' },
  show_evidence: { label: 'All evidence', right: 'checklist' },
  /** Of a menu of hosts; the value names one, see host-menu.ts. */
  check_host: { label: 'Check', right: 'diagnose' },
  show_explanation: { label: 'Explain', right: 'explain' },
} as const satisfies Record<string, { readonly label: string; readonly right: CommandName }>;

export type ButtonId = keyof typeof buttonTable;
export const buttonIds = Object.keys(buttonTable) as readonly ButtonId[];

/** An actions block with those of `ids` that may be offered; none when there is none. */
export const buttons = (
  ids: readonly ButtonId[],
  runId: string,
  offered: (right: CommandName) => boolean,
): readonly types.ActionsBlock[] => {
  const elements = ids
    .filter((id) => offered(buttonTable[id].right))
    .map((id): types.Button => {
      const { label } = buttonTable[id];
      return { type: 'button', action_id: id, value: runId, text: { type: 'plain_text', text: label, emoji: false } };
    });
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
};
