import type { LeftOut, Place, Settings } from '../found-host.ts';
import { type Hop, readJump } from '../jumps.ts';
import { refuse } from '../source-text.ts';
import { fillPath } from './fill-path.ts';
import { isPlainName } from './pattern.ts';
import type { Item } from './read-tree.ts';
import { fillHostName, type Resolved, resolveHost } from './resolve.ts';

/** Who reads: what `~` and the login name of this machine mean. */
export interface Reader {
  readonly home: string;
  readonly user: string;
}

interface Line {
  readonly names: readonly string[];
  readonly place: Place;
}

/** Host lines with the names they spell out, in the order of the files. */
const namedLines = (items: readonly Item[]): Line[] =>
  items.flatMap((item): Line[] => {
    if (item.kind === 'include') return item.files.flatMap(namedLines);
    return item.kind === 'host' ? [{ names: [...new Set(item.patterns.filter(isPlainName))], place: item.place }] : [];
  });

export const wayOf = ({ proxyJump }: Resolved): readonly Hop[] => {
  if (proxyJump === undefined) return [];
  const expected = 'expected [user@]host[:port], several with commas between them, or none';
  return readJump(proxyJump.text) ?? refuse(proxyJump.place, `ProxyJump is "${proxyJump.text}"; ${expected}`);
};

const portOf = ({ port }: Resolved): number | undefined =>
  port === undefined ? undefined : port.text.toLowerCase() === 'ssh' ? 22 : Number(port.text);

/** Settings without jump, and what of them is left out. */
export const settingsOf = (
  name: string,
  resolved: Resolved,
  reader: Reader,
): { settings: Settings; leftOut: LeftOut[] } => {
  const { hostname, user, identityFiles, proxyCommand } = resolved;
  const leftOut: LeftOut[] = [];
  const address = hostname === undefined ? name : fillHostName(hostname.text, name);
  const port = portOf(resolved);
  const facts = { name, address, port: port ?? 22, user: user?.text ?? reader.user, reader };
  const usable = identityFiles.filter(({ text }) => text.toLowerCase() !== 'none');
  const [first, ...others] = usable;
  const identityFile = first === undefined ? undefined : fillPath(first.text, facts);
  if (first !== undefined && identityFile === undefined) {
    leftOut.push({
      place: first.place,
      what: `${name}: IdentityFile ${first.text}`,
      why: 'not a path that is the same everywhere (relative, or with variables)',
    });
  }
  for (const { text, place } of others) {
    leftOut.push({
      place,
      what: `${name}: IdentityFile ${text}`,
      why: 'stuckmail.yaml has one identityFile a host, and the first is taken',
    });
  }
  if (proxyCommand !== undefined && proxyCommand.text.toLowerCase() !== 'none') {
    leftOut.push({
      place: proxyCommand.place,
      what: `${name}: ProxyCommand`,
      why: 'commands are not run: set jump by hand, or use ProxyJump',
    });
  }
  const settings: Settings = {
    ...(hostname === undefined ? {} : { address }),
    ...(port === undefined ? {} : { port }),
    ...(user === undefined ? {} : { user: user.text }),
    ...(identityFile === undefined ? {} : { identityFile }),
  };
  return { settings, leftOut };
};

/** Everything known of one name, before jumps become entries. */
export interface Candidate {
  readonly name: string;
  readonly place: Place;
  readonly settings: Settings;
  readonly way: readonly Hop[];
  readonly aliases: string[];
}

/** Names of one Host line that mean the very same login are one host. */
export const collectCandidates = (items: readonly Item[], reader: Reader, leftOut: LeftOut[]): Candidate[] => {
  const candidates = new Map<string, Candidate>();
  const seen = new Set<string>();
  for (const { names, place } of namedLines(items)) {
    const onLine: Candidate[] = [];
    for (const name of names) {
      if (seen.has(name.toLowerCase())) continue;
      seen.add(name.toLowerCase());
      const resolved = resolveHost(items, name, reader.user);
      const { settings, leftOut: missing } = settingsOf(name, resolved, reader);
      const way = wayOf(resolved);
      const twin = onLine.find(
        (other) =>
          settings.address !== undefined &&
          JSON.stringify([other.settings, other.way]) === JSON.stringify([settings, way]),
      );
      if (twin !== undefined) {
        twin.aliases.push(name);
        continue;
      }
      leftOut.push(...missing);
      const candidate = { name, place, settings, way, aliases: [] };
      onLine.push(candidate);
      candidates.set(name.toLowerCase(), candidate);
    }
  }
  return [...candidates.values()];
};
