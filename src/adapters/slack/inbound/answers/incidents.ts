import type { IncidentDesk } from '../../../../application/incidents/incident-desk.ts';
import { incidentListMessage, listedIncidents } from '../../blocks/incident/incident-list.ts';
import { incidentLink } from '../../incident-posts.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { notSetUp } from './not-set-up.ts';

type Links = ReadonlyMap<string, string>;

/** Addresses of the threads; whatever does not come in time is left out. */
const linksOf = async (parts: InboundParts, desk: IncidentDesk, ids: readonly string[]): Promise<Links> => {
  const found = new Map<string, string>();
  const look = async (id: string): Promise<void> => {
    const incident = await desk.get(id);
    const url = incident === undefined ? undefined : await incidentLink(parts.writer.outbox, incident);
    if (url !== undefined) found.set(id, url);
  };
  try {
    await within(parts.limits.lookUpMs, 'asking for the addresses of threads', Promise.all(ids.map(look)));
  } catch (error) {
    parts.log.warn({ err: error }, 'incidents are listed without some of their links');
  }
  return found;
};

export const answerIncidents: Answerer<'incidents'> = async (parts, ask) => {
  const desk = parts.incidents;
  if (desk === undefined) return notSetUp;
  let board: Awaited<ReturnType<IncidentDesk['board']>>;
  try {
    board = await within(parts.limits.lookUpMs, 'reading the incidents', desk.board());
  } catch (cause) {
    throw new NotNow('I could not read the incidents. Please try again in a moment.', cause);
  }
  const { open, past } = listedIncidents(board);
  const links = await linksOf(
    parts,
    desk,
    [...open, ...past].map(({ id }) => id),
  );
  const hosts = parts.inventory.hosts.map(({ name }) => name);
  return { message: incidentListMessage({ board, links, hosts, prefix: ask.prefix }), audience: 'asker' };
};
