import { hostsOf } from '../../../../domain/command/find-hosts.ts';
import type { HostHealth } from '../../../../domain/incident/host-health.ts';
import { nextSlot } from '../../../../domain/watch/slot.ts';
import type { Watch } from '../../../../domain/watch/watch.ts';
import { watchByHost } from '../../../../domain/watch/watch-list.ts';
import { type WatchState, watchesMessage } from '../../blocks/incident/watch-messages.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { notSetUp } from './not-set-up.ts';

/** What the latest checks say of each host; undefined when that cannot be read in time. */
const healthOf = async (
  parts: InboundParts,
  hosts: readonly string[],
): Promise<ReadonlyMap<string, HostHealth> | undefined> => {
  if (parts.incidents === undefined) return undefined;
  try {
    const known = await within(parts.limits.lookUpMs, 'reading how hosts are', parts.incidents.health(hosts));
    return new Map(known.flatMap((each) => (each === undefined ? [] : [[each.host, each]])));
  } catch (error) {
    parts.log.warn({ err: error }, 'watches are listed without the state of their hosts');
    return undefined;
  }
};

export const answerWatches: Answerer<'watches'> = async (parts, ask) => {
  const { watching, inventory, limits, incidentChannel, clock } = parts;
  if (watching === undefined) return notSetUp;
  let watches: readonly Watch[];
  try {
    watches = await within(limits.lookUpMs, 'reading the watches', watching.list());
  } catch (cause) {
    throw new NotNow('I could not read what is watched. Please try again in a moment.', cause);
  }
  const health = await healthOf(
    parts,
    inventory.hosts.map(({ name }) => name),
  );
  const stateOf = ({ target }: Watch): WatchState | undefined => {
    if (health === undefined) return undefined;
    const hosts = hostsOf(target, inventory);
    const known = hosts.flatMap((host) => health.get(host) ?? []);
    return {
      hosts: hosts.length,
      failing: known.filter(({ cause }) => cause !== undefined).length,
      working: known.filter(({ cause, working }) => cause === undefined && working > 0).length,
    };
  };
  const now = clock.now();
  const deciding = [...watchByHost(watches, inventory)];
  const nextOf = (watch: Watch): string | undefined => {
    const own = deciding.flatMap(([host, of]) => (of === watch ? [nextSlot(host, watch.everySeconds, now)] : []));
    return own.length === 0 ? undefined : new Date(Math.min(...own)).toISOString();
  };
  const rows = watches.map((watch) => ({ watch, state: stateOf(watch), nextAt: nextOf(watch) }));
  return { message: watchesMessage(rows, incidentChannel, ask.prefix), audience: 'asker' };
};
