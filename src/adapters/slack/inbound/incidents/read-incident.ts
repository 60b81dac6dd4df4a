import type { IncidentDesk } from '../../../../application/incidents/incident-desk.ts';
import { ActionRefused } from '../../../../domain/incident/actions.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { within } from '../../people/within.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';

/** The desk, in a process that has one. */
export const deskOf = ({ incidents }: InboundParts): IncidentDesk => {
  if (incidents === undefined) throw new ActionRefused('Incidents are not set up here.');
  return incidents;
};

/** The incident behind a button, within the time of a look-up. */
export const readIncident = async (parts: InboundParts, id: string): Promise<Incident> => {
  let incident: Incident | undefined;
  try {
    incident = await within(parts.limits.lookUpMs, 'reading the incident', deskOf(parts).get(id));
  } catch (cause) {
    if (cause instanceof ActionRefused) throw cause;
    throw new NotNow('I could not read that incident, and nothing was done. Please try again in a moment.', cause);
  }
  if (incident === undefined)
    throw new ActionRefused('That incident is too old for this button: I no longer know it. Nothing was changed.');
  return incident;
};
