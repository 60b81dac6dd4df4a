import type { types } from '@slack/bolt';
import { decide } from '../../../domain/policy/policy.ts';
import type { Choice } from '../blocks/host-menu.ts';
import { hostChoices } from '../inbound/host-choices.ts';
import type { InboundParts } from '../inbound/parts.ts';
import { type HomeControl, homeControls, plainText } from './controls.ts';

const mostOptions = 100;

const option = (value: string, words: string): types.PlainTextOption => ({
  text: plainText(words.slice(0, 75)),
  value,
});

const isBad = ({ status }: Choice): boolean => status === 'failed' || status === 'unreachable';

/** Hosts and groups whose name has what was typed: failing hosts first, then groups, then the other hosts. Empty for whoever may not. */
export const targetOptions = async (
  parts: InboundParts,
  control: HomeControl,
  user: string,
  typed: string,
): Promise<readonly types.PlainTextOption[]> => {
  const row = parts.policy[homeControls[control].command];
  const facts = await parts.facts({ user, channel: '', knownDirect: true }, row);
  if (!decide(row, facts).allowed) return [];
  const wanted = typed.trim().toLowerCase();
  const fits = (...names: readonly string[]): boolean => names.some((name) => name.toLowerCase().includes(wanted));
  const { hosts } = parts.inventory;
  const aliases = new Map(hosts.map((host) => [host.name, host.aliases]));
  const choices = (await hostChoices(parts)).filter(({ host }) => fits(host, ...(aliases.get(host) ?? [])));
  const groups = [...new Set(hosts.flatMap((host) => host.groups))].filter((group) => fits(group));
  const hostOption = ({ host, status }: Choice): types.PlainTextOption =>
    option(host, status === undefined || status === 'healthy' ? host : `${host} (${status})`);
  return [
    ...choices.filter(isBad).map(hostOption),
    ...groups.map((group) => option(group, `${group} (all hosts of the group)`)),
    ...(fits('all hosts') && hosts.length > 1 ? [option('all', 'all hosts')] : []),
    ...choices.filter((choice) => !isBad(choice)).map(hostOption),
  ].slice(0, mostOptions);
};
