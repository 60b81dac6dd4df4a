import { commandTable } from '../../../domain/command/command-table.ts';
import { decide, type Facts } from '../../../domain/policy/policy.ts';
import { readStandings } from '../inbound/fleet/read-standings.ts';
import type { InboundParts } from '../inbound/parts.ts';
import { incidentLink } from '../incident-posts.ts';
import { within } from '../people/within.ts';
import type { HomeState } from './home-view.ts';

/** Links are made for those that are shown. */
const mostLinks = 10;

const readIncidents = async (parts: InboundParts): Promise<HomeState['incidents']> => {
  const { incidents: desk, writer, limits } = parts;
  if (desk === undefined) return [];
  const board = await within(limits.lookUpMs, 'reading the incidents', desk.board());
  const open = board.incidents
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  const linked = async (incident: (typeof open)[number], at: number) => {
    const asked = at < mostLinks ? incidentLink(writer.outbox, incident) : Promise.resolve(undefined);
    // Without a link the words still stand.
    const link = await within(limits.lookUpMs, 'the address of a thread', asked).catch(() => undefined);
    return { incident, link };
  };
  return await Promise.all(open.map(linked));
};

/** Reads what the page of this person shows; a part that does not come in time is left undefined. */
export const readHome = async (parts: InboundParts, facts: Facts): Promise<Omit<HomeState, 'notice'>> => {
  const { inventory, log, limits, watching, clock, policy } = parts;
  const orUndefined = async <T>(read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (err) {
      log.warn({ err }, 'a part of the App Home could not be read');
      return undefined;
    }
  };
  const rights = new Set(
    commandTable.filter(({ name }) => decide(policy[name], facts).allowed).map(({ name }) => name),
  );
  const names = inventory.hosts.map(({ name }) => name);
  const [incidents, outcomes, watches] = await Promise.all([
    rights.has('incidents') ? orUndefined(readIncidents(parts)) : undefined,
    rights.has('status') ? orUndefined(readStandings(parts, names)) : undefined,
    watching !== undefined && rights.has('watches')
      ? orUndefined(within(limits.lookUpMs, 'reading the watches', watching.list()))
      : undefined,
  ]);
  return { now: clock.now(), incidents, outcomes, watches: watches?.length, allowed: (name) => rights.has(name) };
};
