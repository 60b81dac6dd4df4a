import { type HostOutcome, outcomeOf, outcomeOfHealth } from '../../../../domain/fleet/host-outcome.ts';
import { within } from '../../people/within.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';

/** How hosts stand by their latest checks, in the order of `hosts`. Rejects with NotNow when that cannot be read in time. */
export const readStandings = async (
  { incidents, writer, limits }: InboundParts,
  hosts: readonly string[],
): Promise<readonly HostOutcome[]> => {
  const { store } = writer.outbox;
  const look = async (): Promise<readonly HostOutcome[]> => {
    const health = (await incidents?.health(hosts)) ?? [];
    return await Promise.all(
      hosts.map(async (host, at) => {
        const known = health[at];
        if (known !== undefined) return outcomeOfHealth(host, known);
        const record = await store.latest(host);
        return record?.diagnosis === undefined
          ? outcomeOfHealth(host, undefined)
          : { ...outcomeOf(record.diagnosis, record.request.runId), host };
      }),
    );
  };
  try {
    return await within(limits.lookUpMs, 'reading the latest checks', look());
  } catch (cause) {
    throw new NotNow(
      'I could not read the latest checks, and nothing was started. Please try again in a moment.',
      cause,
    );
  }
};
