import type { Choice } from '../blocks/host-menu.ts';
import { within } from '../people/within.ts';
import type { InboundParts } from './parts.ts';

/** So many hosts of which no health is known are looked up for one menu. */
const mostLookUps = 200;

/** Every host with what its latest check said; without that when the store does not tell in time. */
export const hostChoices = async ({
  inventory,
  writer,
  limits,
  log,
  incidents,
}: InboundParts): Promise<readonly Choice[]> => {
  const { store } = writer.outbox;
  const names = inventory.hosts.map(({ name }) => name);
  const look = async (): Promise<readonly Choice[]> => {
    const health = (await incidents?.health(names)) ?? [];
    return await Promise.all(
      names.map(async (host, at) => {
        const known = health[at]?.status;
        const latest = known === undefined && at < mostLookUps ? await store.latest(host) : undefined;
        return { host, status: known ?? latest?.diagnosis?.status };
      }),
    );
  };
  try {
    return await within(limits.lookUpMs, 'reading the latest checks', look());
  } catch (error) {
    log.warn({ err: error }, 'a menu of hosts is shown without their latest checks');
    return names.map((host) => ({ host }));
  }
};
