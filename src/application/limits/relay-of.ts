import type { Host } from '../../domain/host/host.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/run-store.ts';

/** The relay a host sends to: as configured, else as its latest diagnosis found it; `undefined` when neither tells. */
export const relayOf = async (host: Host, store: Pick<RunStore, 'latest'>, log: Log): Promise<string | undefined> => {
  if (host.relay !== undefined) return host.relay.host;
  try {
    return (await store.latest(host.name))?.diagnosis?.relay?.host;
  } catch (err) {
    // Only the limit at the relay depends on it; the run itself says more about a store that is down.
    log.warn({ err, host: host.name }, 'the relay of a host could not be looked up');
    return undefined;
  }
};
