import type { Incident } from '../../domain/incident/incident.ts';
import type { NotedPostKey } from './outbox/noted-posts.ts';
import type { Outbox } from './outbox/outbox.ts';

/** Where an incident is told. */
type Told = Pick<Incident, 'id' | 'channel'>;

/** One token, one workspace: posts of incidents need no other name for it. */
const team = 'workspace';

/** Names one post of an incident. */
export const incidentKey = ({ id, channel }: Told, step: string): NotedPostKey => ({
  subject: `incident-${id}`,
  place: { team, channel },
  step,
});

/** The root message, or what stands in for it since somebody deleted the one before. */
export interface RootPost {
  /** 1 for the first one. */
  readonly number: number;
  readonly step: string;
  readonly ts: string;
}

export const rootStep = (number: number): string => (number === 1 ? 'root' : `root-${number}`);

/** The newest root message of an incident. */
export const rootOf = async (outbox: Outbox, incident: Told): Promise<RootPost | undefined> => {
  let newest: RootPost | undefined;
  for (let number = 1; ; number += 1) {
    const step = rootStep(number);
    const ts = await outbox.posted(incidentKey(incident, step));
    if (ts === undefined) return newest;
    newest = { number, step, ts };
  }
};

/** The address of the thread of an incident; undefined when it is not there yet, or Slack does not tell. */
export const incidentLink = async (outbox: Outbox, incident: Told): Promise<string | undefined> => {
  const root = await rootOf(outbox, incident);
  return root === undefined ? undefined : await outbox.permalink(incident.channel, root.ts);
};
