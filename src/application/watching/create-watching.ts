import { allHostsOf } from '../../domain/command/find-hosts.ts';
import { slotDue } from '../../domain/watch/slot.ts';
import type { Watch } from '../../domain/watch/watch.ts';
import {
  addWatches,
  emptyList,
  endWatches,
  type WatchList,
  watchByHost,
  watchesOf,
} from '../../domain/watch/watch-list.ts';
import type { Clock } from '../ports/clock.ts';
import type { Collections } from '../ports/collection.ts';
import type { Inventory } from '../ports/inventory.ts';
import { nobody } from '../ports/job-queue.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../request-diagnosis.ts';
import { openWatchedHosts } from './watched-hosts.ts';
import type { Watching } from './watching.ts';

interface WatchingParts {
  /** Of the configuration file. */
  readonly watches: readonly Watch[];
  readonly inventory: Inventory;
  readonly collections: Collections;
  readonly store: Pick<RunStore, 'claim'>;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  readonly clock: Clock;
  readonly log: Log;
}

const listId = 'list';

/** Requests at once; each is a few short commands of Redis. */
const atOnce = 20;

export const createWatching = (parts: WatchingParts): Watching => {
  const { inventory, store, clock, log } = parts;
  const lists = parts.collections.open<WatchList>('watching');
  const list = async (): Promise<readonly Watch[]> => watchesOf(parts.watches, (await lists.get(listId)) ?? emptyList);
  const watchedAnywhere = openWatchedHosts(parts.collections, clock);
  /** Slots this process has dealt with, so that each costs one claim and not one a tick. */
  const seen = new Map<string, number>();

  const queueSlot = async (host: string, { everySeconds }: Watch, now: Date): Promise<boolean> => {
    const slot = slotDue(host, everySeconds, now);
    if (slot === undefined || seen.get(host) === slot.start) return false;
    const mine = await store.claim(`slot-${host}-${slot.start}`, Math.max(60, everySeconds) * 1000);
    seen.set(host, slot.start);
    if (!mine) return false;
    await parts.requestDiagnosis({ runId: slot.runId, host, requestedBy: nobody });
    return true;
  };

  const tick = async (): Promise<void> => {
    const now = clock.now();
    const watched = [...watchByHost(await list(), inventory)];
    await watchedAnywhere.say(watched.map(([host]) => host));
    const trouble: unknown[] = [];
    for (let at = 0; at < watched.length; at += atOnce) {
      const results = await Promise.allSettled(
        watched.slice(at, at + atOnce).map(([host, watch]) => queueSlot(host, watch, now)),
      );
      trouble.push(...results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])));
    }
    if (trouble.length > 0)
      log.warn({ err: trouble[0], checks: trouble.length }, 'checks of watched hosts could not be queued');
  };

  return {
    list,
    watchedHosts: async () =>
      new Set([...(await watchedAnywhere.all()), ...watchByHost(await list(), inventory).keys()]),
    add: async (watches) => {
      await lists.change(listId, (now) => addWatches(now ?? emptyList, watches));
    },
    remove: async (targets) => {
      let ended: Awaited<ReturnType<Watching['remove']>> = [];
      await lists.change(listId, (now) => {
        const after = endWatches(parts.watches, now ?? emptyList, targets);
        ended = after.ended;
        return after.ended.length === 0 ? now : after.list;
      });
      const hosts = allHostsOf(ended, inventory);
      for (const host of hosts) seen.delete(host);
      await watchedAnywhere.forget(hosts);
      return ended;
    },
    tick,
  };
};
