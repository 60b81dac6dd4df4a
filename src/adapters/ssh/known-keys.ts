import type { Host } from '../../domain/host/host.ts';
import { matchesHosts, writeHostName } from './host-patterns.ts';
import type { KnownHost } from './known-hosts.ts';

/** What known_hosts says about one host. */
export interface KnownKeys {
  /** The host as it is written into known_hosts. */
  readonly name: string;
  readonly accepted: readonly KnownHost[];
  /** Written without a port while the host has one of its own: the same key is proof, another key proves nothing. */
  readonly portless: readonly KnownHost[];
  readonly revoked: readonly KnownHost[];
  /** There are only `@cert-authority` lines; certificates are not supported. */
  readonly onlyAuthority: boolean;
}

/**
 * Looks a host up by its address as configured (`[address]:port` when the port is not 22), and only when no line is about
 * that, by its name in the inventory. A revoked key counts under either.
 */
export const findKnownKeys = (host: Host, entries: readonly KnownHost[]): KnownKeys => {
  const about = (name: string, marker: KnownHost['marker']): KnownHost[] =>
    entries.filter((entry) => entry.marker === marker && matchesHosts(entry.hosts, name));
  const bare = [...new Set([host.address.toLowerCase(), host.name.toLowerCase()])];
  const names = bare.map((name) => writeHostName(name, host.port));

  const accepted = names.map((name) => about(name, 'none')).find((found) => found.length > 0) ?? [];
  const everyName = [...new Set([...names, ...bare])];
  return {
    name: writeHostName(host.address, host.port),
    accepted,
    portless: accepted.length > 0 || host.port === 22 ? [] : bare.flatMap((name) => about(name, 'none')),
    revoked: everyName.flatMap((name) => about(name, 'revoked')),
    onlyAuthority: names.some((name) => about(name, 'cert-authority').length > 0),
  };
};

export type KeyVerdict = 'known' | 'unknown' | 'changed' | 'revoked';

/** Any other key than the accepted ones is a change, also one of a type that was never seen of this host. */
export const judgeKey = (known: KnownKeys, key: Buffer): KeyVerdict => {
  const isThis = (entry: KnownHost): boolean => entry.key.equals(key);
  if (known.revoked.some(isThis)) return 'revoked';
  if (known.accepted.some(isThis) || known.portless.some(isThis)) return 'known';
  return known.accepted.length > 0 ? 'changed' : 'unknown';
};
