import type { KnownIncident } from '../blocks/open-incidents.ts';
import { incidentLink } from '../incident-posts.ts';
import { within } from '../people/within.ts';
import type { InboundParts } from './parts.ts';

/** The open incidents that hosts are in, each once; none when that cannot be told in time: a check says it as well. */
export const knownIncidents = async (
  { incidents, limits, log, writer }: InboundParts,
  hosts: readonly string[],
): Promise<readonly KnownIncident[]> => {
  if (incidents === undefined) return [];
  const look = async (): Promise<readonly KnownIncident[]> => {
    const { incidents: open } = await incidents.board();
    const asked = new Set(hosts);
    const known = open.flatMap((incident) => {
      if (incident.state !== 'open') return [];
      const here = incident.hosts.filter(({ host, state }) => state !== 'left' && asked.has(host));
      return here.length === 0 ? [] : [{ incident, hosts: here.map(({ host }) => host) }];
    });
    return await Promise.all(known.map(async (each) => ({ ...each, link: await linkInTime(each.incident) })));
  };
  const linkInTime = async (incident: KnownIncident['incident']): Promise<string | undefined> => {
    try {
      return await within(limits.lookUpMs / 2, 'the address of a thread', incidentLink(writer.outbox, incident));
    } catch (error) {
      log.warn({ err: error, incident: incident.id }, 'an incident is shown without a link');
      return undefined;
    }
  };
  try {
    return await within(limits.lookUpMs, 'looking for open incidents', look());
  } catch (error) {
    log.warn({ err: error }, 'open incidents could not be looked up; the hosts are checked');
    return [];
  }
};
