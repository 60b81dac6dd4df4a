import type { types } from '@slack/bolt';
import type { CommandName } from '../../../domain/command/command-table.ts';

type Offered = (right: CommandName) => boolean;

/** The menu of hosts, and the buttons under pictures of many hosts; each with the command whose policy row rules it. */
export const controlTable = {
  fleet_host: { label: 'Details of a host', right: 'checklist' },
  fleet_again: { label: 'Check again what is not fine', right: 'diagnose' },
  fleet_check: { label: 'Check all now', right: 'diagnose' },
} as const satisfies Record<string, { readonly label: string; readonly right: CommandName }>;

export type ControlId = keyof typeof controlTable;

/** Whose hosts a menu lists: those of a survey, or all by their latest checks. Opaque in `block_id`; looked up, never obeyed. */
export type MenuSource = { readonly kind: 'survey'; readonly id: string } | { readonly kind: 'latest' };

export const blockIdOf = (source: MenuSource): string =>
  source.kind === 'survey' ? `fleet-survey:${source.id}` : 'fleet-latest';

export const readBlockId = (blockId: string): MenuSource | undefined => {
  if (blockId === 'fleet-latest') return { kind: 'latest' };
  return blockId.startsWith('fleet-survey:')
    ? { kind: 'survey', id: blockId.slice('fleet-survey:'.length) }
    : undefined;
};

const menu = (): types.ExternalSelect => ({
  type: 'external_select',
  action_id: 'fleet_host' satisfies ControlId,
  // Without it, the menu shows nothing until somebody types three letters.
  min_query_length: 0,
  placeholder: { type: 'plain_text', text: controlTable.fleet_host.label, emoji: false },
});

const button = (id: ControlId, value: string): types.Button => ({
  type: 'button',
  action_id: id,
  value,
  text: { type: 'plain_text', text: controlTable[id].label, emoji: false },
});

/** The menu, and one button when there is a `value` for it; only what may be offered there. */
export const controls = (
  source: MenuSource,
  id: 'fleet_again' | 'fleet_check',
  value: string | undefined,
  offered: Offered,
): readonly types.ActionsBlock[] => {
  const elements = [
    ...(offered(controlTable.fleet_host.right) ? [menu()] : []),
    ...(value !== undefined && offered(controlTable[id].right) ? [button(id, value)] : []),
  ];
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: blockIdOf(source), elements }];
};
