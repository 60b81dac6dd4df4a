import type { Choice } from '../blocks/host-menu.ts';
import { within } from '../people/within.ts';
import type { InboundParts } from './parts.ts';

/** So many hosts are looked up for one menu. */
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
  const look = async (host: string): Promise<Choice> => ({
    host,
    status: (await store.latest(host))?.diagnosis?.status,
  });
  const names = inventory.hosts.map(({ name }) => name);
  try {
    if (incidents !== undefined) {
      const health = await within(limits.lookUpMs, 'reading the latest checks', incidents.health(names));
      return names.map((host, at) => ({ host, status: health[at]?.status }));
    }
    const known = Promise.all(names.slice(0, mostLookUps).map(look));
    const rest = names.slice(mostLookUps).map((host) => ({ host }));
    return [...(await within(limits.lookUpMs, 'reading the latest checks', known)), ...rest];
  } catch (error) {
    log.warn({ err: error }, 'a menu of hosts is shown without their latest checks');
    return names.map((host) => ({ host }));
  }
};
