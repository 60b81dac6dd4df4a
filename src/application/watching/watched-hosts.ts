import { hashOf } from '../../domain/text/hash.ts';
import type { Clock } from '../ports/clock.ts';
import type { Collections } from '../ports/collection.ts';

/** What processes of one configuration watch, as the last of them said. */
interface Said {
  readonly hosts: readonly string[];
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** By a mark of the hosts, so that processes of one configuration say it once. */
type SaidByMark = Readonly<Record<string, Said>>;

/** What was said last is said again this often, and holds for so long. Milliseconds. */
const sayEveryMs = 60_000;
const holdsMs = 600_000;

const docId = 'hosts';

/**
 * Which hosts any process watches: while versions of the configuration are exchanged, processes with the old one and the new one work side
 * by side, and what one of them does not know is not ended by that.
 */
export const openWatchedHosts = (collections: Collections, clock: Clock) => {
  const documents = collections.open<SaidByMark>('watched');
  const now = (): number => clock.now().getTime();
  const holds = ({ at }: Said): boolean => now() - Date.parse(at) < holdsMs;

  return {
    /** Says that this process watches these hosts; costs a write a minute, over all processes that watch the same. */
    async say(hosts: readonly string[]): Promise<void> {
      const mark = String(hashOf([...hosts].sort().join(' ')));
      await documents.change(docId, (said = {}) => {
        const mine = said[mark];
        if (mine !== undefined && now() - Date.parse(mine.at) < sayEveryMs) return said;
        const others = Object.entries(said).filter(([key, each]) => key !== mark && holds(each));
        return { ...Object.fromEntries(others), [mark]: { hosts, at: new Date(now()).toISOString() } };
      });
    },
    /** After somebody ended their watch: who still watches them says so again. */
    async forget(hosts: readonly string[]): Promise<void> {
      await documents.change(docId, (said) => {
        if (said === undefined) return undefined;
        const rest = Object.entries(said).map(([, each]): [string, Said] => {
          const left = each.hosts.filter((host) => !hosts.includes(host));
          return [String(hashOf([...left].sort().join(' '))), { ...each, hosts: left }];
        });
        return Object.fromEntries(rest);
      });
    },
    async all(): Promise<ReadonlySet<string>> {
      const said = (await documents.get(docId)) ?? {};
      return new Set(Object.values(said).flatMap((each) => (holds(each) ? each.hosts : [])));
    },
  };
};
