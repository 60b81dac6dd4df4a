import { homedir, userInfo } from 'node:os';
import type { Found, FoundHost, LeftOut } from '../found-host.ts';
import { createJumps, type JumpSources } from '../jumps.ts';
import { type Candidate, collectCandidates, type Reader, settingsOf, wayOf } from './candidates.ts';
import { type Item, readTree } from './read-tree.ts';
import { resolveHost } from './resolve.ts';

const jumpSources = (items: readonly Item[], candidates: readonly Candidate[], reader: Reader): JumpSources => {
  const byName = new Map(candidates.flatMap((one) => [one.name, ...one.aliases].map((name) => [name, one] as const)));
  return {
    known: ({ host, user, port }) => {
      const one = byName.get(host);
      if (one === undefined) return undefined;
      const same =
        (user ?? one.settings.user) === one.settings.user &&
        (port ?? one.settings.port ?? 22) === (one.settings.port ?? 22);
      return same ? one : undefined;
    },
    describe: ({ host, user, port }) => {
      const resolved = resolveHost(items, host, reader.user);
      const { settings } = settingsOf(host, resolved, reader);
      const over = { ...(user === undefined ? {} : { user }), ...(port === undefined ? {} : { port }) };
      return { settings: { ...settings, ...over }, way: wayOf(resolved) };
    },
  };
};

/** Reads an ssh_config as `ssh -F FILE` does, and runs nothing. Throws ConfigurationError. */
export const readSshConfig = async (
  file: string,
  reader: Reader = { home: homedir(), user: userInfo().username },
): Promise<Found> => {
  const tree = await readTree(file, reader.home);
  const leftOut: LeftOut[] = [...tree.leftOut];
  const candidates = collectCandidates(tree.items, reader, leftOut);
  const taken = new Set(candidates.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => one.toLowerCase())));
  const jumps = createJumps(jumpSources(tree.items, candidates, reader), taken);
  const hosts = candidates.flatMap(({ name, place, settings, way, aliases }): FoundHost[] => {
    const jump = way.length === 0 ? undefined : jumps.entryFor(way, place);
    if (way.length > 0 && jump === undefined) {
      leftOut.push({ place, what: name, why: 'its jump hosts go in a circle' });
      return [];
    }
    return [
      {
        name,
        place,
        settings: {
          ...settings,
          ...(jump === undefined ? {} : { jump }),
          ...(aliases.length === 0 ? {} : { aliases }),
        },
      },
    ];
  });
  return { hosts: [...jumps.made(), ...hosts], leftOut };
};
