import type { KnownHosts, Target } from '../../../../domain/command/command.ts';
import { allHostsOf, hostsOf, scopeWords, targetNamed } from '../../../../domain/command/find-hosts.ts';

/** What a button may carry, with room to spare. */
const mostLetters = 1_900;

const sameHosts = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((host) => others.includes(host));

/** Hosts as the value of a button, as short as possible; undefined when there are too many to name. */
export const scopeValue = (hosts: readonly string[], known: KnownHosts): string | undefined => {
  if (sameHosts(hosts, hostsOf({ kind: 'all', name: 'all' }, known))) return 'all';
  const groups = new Set(known.hosts.flatMap((host) => host.groups));
  const group = [...groups].find((name) => sameHosts(hosts, hostsOf({ kind: 'group', name }, known)));
  const value = group ?? hosts.join(' ');
  return value.length <= mostLetters ? value : undefined;
};

/** The hosts a value of a button names now; names that are gone are left out. */
export const readScope = (
  value: string,
  known: KnownHosts,
): { readonly hosts: readonly string[]; readonly scope: string } => {
  const targets = value
    .slice(0, mostLetters)
    .split(' ')
    .flatMap((word): readonly Target[] => {
      const target = targetNamed(word, known);
      return target === undefined ? [] : [target];
    });
  return { hosts: allHostsOf(targets, known), scope: scopeWords(targets) };
};
