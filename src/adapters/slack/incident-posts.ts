import type { Incident } from '../../domain/incident/incident.ts';
import type { NotedPostKey } from './outbox/noted-posts.ts';
import type { Outbox } from './outbox/outbox.ts';

/** Where an incident is told. */
type Told = Pick<Incident, 'id' | 'team' | 'channel'>;

/** Names one post of an incident. */
export const incidentKey = ({ id, team, channel }: Told, step: string): NotedPostKey => ({
  subject: `incident-${id}`,
  place: { team, channel },
  step,
});

/** The root message, and what stands in for it when somebody deleted it. */
export const rootSteps = ['root', 'root-2', 'root-3'] as const;

export interface RootPost {
  readonly step: (typeof rootSteps)[number];
  readonly ts: string;
}

/** The newest root message of an incident. */
export const rootOf = async (outbox: Outbox, incident: Told): Promise<RootPost | undefined> => {
  for (const step of rootSteps.toReversed()) {
    const ts = await outbox.posted(incidentKey(incident, step));
    if (ts !== undefined) return { step, ts };
  }
  return undefined;
};

/** The address of the thread of an incident; undefined when it is not there yet, or Slack does not tell. */
export const incidentLink = async (outbox: Outbox, incident: Told): Promise<string | undefined> => {
  const root = await rootOf(outbox, incident);
  return root === undefined ? undefined : await outbox.permalink(incident.channel, root.ts);
};
