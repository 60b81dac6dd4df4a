import type { FoundHost, Place, Settings } from './found-host.ts';

/** One host of a ProxyJump: `[user@]host[:port]`, also as `ssh://`. */
export interface Hop {
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
}

const readHop = (text: string): Hop | undefined => {
  const bare = text.replace(/^ssh:\/\//i, '').replace(/\/$/, '');
  const [, user, six, plain, port] =
    /^(?:(.+)@)?(?:\[([0-9a-f:.%]+)\]|([^\s:@[\]/]+))(?::(\d{1,5}))?$/is.exec(bare) ?? [];
  const host = six ?? plain;
  if (host === undefined || host.startsWith('-') || (port !== undefined && (+port < 1 || +port > 65_535)))
    return undefined;
  return { host, ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port: Number(port) }) };
};

/** The jump hosts in the order of the way; none for "none"; `undefined` when this is no ProxyJump. */
export const readJump = (text: string): readonly Hop[] | undefined => {
  if (text.toLowerCase() === 'none') return [];
  const hops = text.split(',').map(readHop);
  return hops.every((hop) => hop !== undefined) ? hops : undefined;
};

export interface JumpSources {
  /** The found host that a hop means, and the way to that host. */
  known(hop: Hop): { readonly name: string; readonly way: readonly Hop[] } | undefined;
  /** Settings for a hop that is no found host, without its jump, and the way to it. */
  describe(hop: Hop): { readonly settings: Settings; readonly way: readonly Hop[] };
}

const sameWay = (a: readonly Hop[], b: readonly Hop[]): boolean =>
  a.length === b.length &&
  a.every(({ host, user, port }, at) => {
    const other = b[at];
    return host === other?.host && user === other.user && port === other.port;
  });

/** Letters that a name of stuckmail.yaml may have. */
const nameFor = (host: string): string =>
  host
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 50) || 'jump';

/** Gives every jump host an entry: a found one, or one made for it. `taken` are names that are no longer free. */
export const createJumps = (sources: JumpSources, taken: ReadonlySet<string>) => {
  const made = new Map<string, FoundHost>();

  const freeName = (host: string): string => {
    const used = new Set([...taken, ...[...made.values()].map(({ name }) => name.toLowerCase())]);
    const wish = nameFor(host);
    const tries = [wish, `${wish}-jump`];
    const free = tries.find((name) => !used.has(name.toLowerCase()));
    if (free !== undefined) return free;
    let number = 2;
    while (used.has(`${wish}-jump${number}`.toLowerCase())) number += 1;
    return `${wish}-jump${number}`;
  };

  const entryOf = (
    hop: Hop,
    before: readonly Hop[],
    first: boolean,
    place: Place,
    above: readonly string[],
  ): string | undefined => {
    const known = sources.known(hop);
    // The way in the configuration of the jump host itself counts for the first of a chain only, as with ssh -J.
    if (known !== undefined && (first || sameWay(known.way, before))) return known.name;
    const { settings, way: described } = sources.describe(hop);
    // `Host *` with a ProxyJump is about the jump host too; it is meant for those behind it.
    const way = described.at(-1)?.host === hop.host ? [] : described;
    const key = JSON.stringify([settings, first ? way : before, hop.host]);
    const there = made.get(key);
    if (there !== undefined) return there.name;
    if (above.includes(key)) return undefined;
    const over = first ? way : before;
    const jump = over.length === 0 ? undefined : entryFor(over, place, [...above, key]);
    if (over.length > 0 && jump === undefined) return undefined;
    const name = freeName(hop.host);
    const address = settings.address ?? hop.host;
    made.set(key, {
      name,
      place,
      onlyJump: true,
      settings: { ...settings, ...(address === name ? {} : { address }), ...(jump === undefined ? {} : { jump }) },
    });
    return name;
  };

  /** The entry to jump over to come to the end of `hops`; `undefined` when the way goes in a circle. */
  const entryFor = (hops: readonly Hop[], place: Place, above: readonly string[] = []): string | undefined => {
    let name: string | undefined;
    for (const [at, hop] of hops.entries()) {
      name = entryOf(hop, hops.slice(0, at), at === 0, place, above);
      if (name === undefined) return undefined;
    }
    return name;
  };

  return { entryFor: (hops: readonly Hop[], place: Place) => entryFor(hops, place), made: () => [...made.values()] };
};
