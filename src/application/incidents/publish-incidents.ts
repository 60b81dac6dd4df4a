import type { Board, Incident } from '../../domain/incident/incident.ts';
import { whatShows } from '../../domain/incident/what-shows.ts';
import { settlesWithin, waitFor } from '../limits/waiting.ts';
import type { Clock } from '../ports/clock.ts';
import type { Collection } from '../ports/collection.ts';
import type { IncidentReporter } from '../ports/incident-reporter.ts';
import type { Log } from '../ports/log.ts';

interface PublishParts {
  readonly boards: Collection<Board>;
  readonly closed: Collection<Incident>;
  readonly holds: Collection<Hold>;
  readonly reporter: IncidentReporter;
  readonly clock: Clock;
  readonly log: Log;
}

/** Who publishes an incident now, and until when that holds if nothing more is heard of it. */
export interface Hold {
  readonly holder: string;
  readonly until: string;
}

export const boardId = 'board';

/** A process that died in the middle holds an incident for so long; the living one renews its hold. */
const holdMs = 20_000;
const renewMs = 6000;

/** A publication that takes longer is left behind and tried again. */
const longestSeconds = 120;
const late = (): Error => new Error(`it took longer than ${longestSeconds} s`);

/** Changes without an event (counts, a host that begins to work) are shown at most this often. */
const quietEveryMs = 60_000;

const firstPauseMs = 5000;
const longestPauseMs = 300_000;

/** Whether people see less than there is, and it is time to show it. */
const isDue = (incident: Incident, now: Date): boolean => {
  const { published, version, events, state } = incident;
  if (published.version === version) return state === 'resolved';
  if (published.events < events.length || published.at === undefined || state === 'resolved') return true;
  return now.getTime() - Date.parse(published.at) >= quietEveryMs && whatShows(incident) !== published.mark;
};

export interface Publisher {
  /** Begins to show what is due and is not being shown by this process. Never rejects. */
  publish(board: Board): void;
  /** Resolves when nothing is being published here, or after `ms` milliseconds. */
  idle(ms: number): Promise<void>;
}

/** Shows incidents, one process an incident at a time, and puts closed ones away once they were shown. */
export const createPublisher = (parts: PublishParts, self: string): Publisher => {
  const { boards, closed, holds, reporter, clock, log } = parts;
  const underWay = new Map<string, Promise<void>>();
  /** Changed here while it was being shown here. */
  const wanted = new Set<string>();
  const troubles = new Map<string, { readonly times: number; readonly until: number }>();

  const find = async (id: string): Promise<Incident | undefined> =>
    (await boards.get(boardId))?.incidents.find((one) => one.id === id);

  const hold = async (id: string): Promise<boolean> => {
    const now = clock.now();
    const mine: Hold = { holder: self, until: new Date(now.getTime() + holdMs).toISOString() };
    const kept = await holds.change(id, (other) =>
      other !== undefined && other.holder !== self && other.until > now.toISOString() ? other : mine,
    );
    return kept?.holder === self;
  };

  const letGo = (id: string): Promise<unknown> =>
    holds.change(id, (kept) => (kept?.holder === self ? undefined : kept));

  /** Resolves with the incident as it is then. */
  const noteShown = async (id: string, incident: Incident): Promise<Incident | undefined> => {
    const { version, events } = incident;
    const shown = { version, events: events.length, at: clock.now().toISOString(), mark: whatShows(incident) };
    const kept = await boards.change(boardId, (board) => {
      const incidents = board?.incidents.map((one) =>
        one.id === id && one.published.version < version ? { ...one, published: shown } : one,
      );
      return board && { ...board, incidents: incidents ?? [] };
    });
    return kept?.incidents.find((one) => one.id === id);
  };

  const putAway = async (incident: Incident): Promise<void> => {
    await closed.change(incident.id, () => incident);
    await boards.change(boardId, (board) => {
      const there = board?.incidents.find(({ id }) => id === incident.id);
      if (board === undefined || there === undefined || there.version !== incident.version) return board;
      return { ...board, incidents: board.incidents.filter((one) => one !== there) };
    });
  };

  /** Until what is shown is what is. */
  const showAll = async (id: string): Promise<void> => {
    for (let incident = await find(id); incident !== undefined && isDue(incident, clock.now()); ) {
      if (incident.published.version === incident.version) {
        await putAway(incident);
        return;
      }
      await waitFor(reporter.publish(incident), { seconds: longestSeconds, late });
      incident = await noteShown(id, incident);
    }
  };

  const showHeld = async (id: string): Promise<void> => {
    const renewing = setInterval(() => void hold(id).catch(() => undefined), renewMs);
    try {
      await showAll(id);
    } finally {
      clearInterval(renewing);
      await letGo(id);
    }
  };

  /** Looks once more after letting go: who changed it just before found it held and left. */
  const show = async (id: string): Promise<void> => {
    for (let due = true; due; ) {
      if (!(await hold(id))) return;
      await showHeld(id);
      const left = await find(id);
      due = left !== undefined && isDue(left, clock.now());
    }
  };

  const begin = async (id: string): Promise<void> => {
    try {
      do {
        wanted.delete(id);
        await show(id);
      } while (wanted.has(id));
      troubles.delete(id);
    } catch (err) {
      const times = (troubles.get(id)?.times ?? 0) + 1;
      const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** (times - 1));
      troubles.set(id, { times, until: Date.now() + pause });
      log.warn({ err, incident: id, pause }, 'an incident could not be shown; it is tried again');
    } finally {
      underWay.delete(id);
    }
  };

  return {
    publish: (board) => {
      for (const incident of board.incidents) {
        const { id } = incident;
        if ((troubles.get(id)?.until ?? 0) > Date.now() || !isDue(incident, clock.now())) continue;
        if (underWay.has(id)) wanted.add(id);
        else underWay.set(id, begin(id));
      }
    },
    idle: async (ms) => {
      const all = async (): Promise<void> => {
        while (underWay.size > 0) await Promise.all(underWay.values());
      };
      await settlesWithin(all(), ms);
    },
  };
};
