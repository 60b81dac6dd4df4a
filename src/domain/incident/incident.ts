import type { Cause } from './cause.ts';

/** One host in an incident. Times are ISO 8601, UTC. */
export interface IncidentHost {
  readonly host: string;
  readonly joinedAt: string;
  /** `failing`: its newest check failed like this. `recovering`: it works again, not yet for long enough. `left`: it works, or fails otherwise now. */
  readonly state: 'failing' | 'recovering' | 'left';
  readonly leftAt?: string;
  readonly leftBecause?: 'recovered' | 'moved' | 'silenced' | 'maintenance' | 'unwatched';
  /** It fails otherwise now than the incident says, for some checks in a row. */
  readonly movedTo?: Cause;
  /** It turned so often that it must work for longer before it counts as recovered. */
  readonly flapping?: true;
  /** Since when (begin of the first such check) no check could tell how it is, and whether that was told. */
  readonly unclear?: { readonly since: string; readonly told?: true };
  /** One sentence of its newest failing check. */
  readonly summary: string;
  /** Messages in its queue: when it joined, at most, and by its newest check; null where the queue could not be read. */
  readonly queue: { readonly first: number | null; readonly most: number | null; readonly now: number | null };
  /** What changed on it since mail last worked there, as its first failing check saw it; left out when nothing did. */
  readonly changes?: readonly string[];
  /** The run that saw it last, and when that check began. */
  readonly runId: string;
  readonly seenAt: string;
}

/** Something that belongs into the timeline, and, where `told`, into the thread. Numbered by its place in `events`. */
export interface IncidentEvent {
  readonly at: string;
  readonly kind:
    | 'opened'
    | 'joined'
    | 'left'
    | 'moved'
    | 'queue'
    | 'flapping'
    | 'unclear'
    | 'acknowledged'
    | 'unacknowledged'
    | 'assigned'
    | 'unassigned'
    | 'snoozed'
    | 'unsnoozed'
    | 'silenced'
    | 'unsilenced'
    | 'maintenance'
    | 'escalated'
    | 'proving'
    | 'proved'
    | 'not-proved'
    | 'resolved';
  /** Slack's id of the person; left out for what the bot did by itself. */
  readonly by?: string;
  readonly hosts?: readonly string[];
  /** One plain sentence in English, without names of people; complete by itself. */
  readonly words: string;
  /** Whether it is worth a message in the thread; all events are in the timeline. */
  readonly told: boolean;
}

/** One episode of one cause. Plain data, kept as JSON. */
export interface Incident {
  /** Of letters, digits and dashes; never used twice. */
  readonly id: string;
  readonly cause: Cause;
  readonly state: 'open' | 'resolved';
  readonly channel: string;
  /** Of the diagnosis that opened it, or of the newest one. */
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
  readonly certainty: 'proven' | 'likely' | null;
  readonly openedAt: string;
  readonly resolvedAt?: string;
  readonly hosts: readonly IncidentHost[];
  readonly acknowledged?: { readonly by: string; readonly at: string };
  readonly assigned?: { readonly to: string; readonly by: string; readonly at: string };
  /** Nothing is said in the thread and nobody is called until then; the root message stays true. */
  readonly snoozed?: { readonly until: string; readonly by: string };
  /** Its cause is silenced: it goes on without words. `until` null: until somebody takes it back. */
  readonly silenced?: { readonly until: string | null; readonly by: string };
  readonly escalatedAt?: string;
  /** A host turns again and again; told once. */
  readonly flappingAt?: string;
  /** When hosts of which nothing is known were told last. */
  readonly unclearAt?: string;
  /** A fix that is being proved: the checks that count must be younger than `at`. */
  readonly proving?: { readonly by: string; readonly at: string; readonly queueThen: number | null };
  /** The same cause before: its id, and when it was over. */
  readonly previous?: { readonly id: string; readonly resolvedAt: string };
  /** Append-only. */
  readonly events: readonly IncidentEvent[];
  /** What the thread was told last, so that growth is told in steps: hosts in it, messages in their queues. */
  readonly told: { readonly hosts: number; readonly queue: number };
  /** Grows with each change. */
  readonly version: number;
  /** What Slack shows already, since when, and a mark of it (`whatShows`). */
  readonly published: {
    readonly version: number;
    readonly events: number;
    readonly at?: string;
    readonly mark?: number;
  };
}

/** No incidents are opened for these for now. `until` null: until somebody takes it back. */
export interface Silence {
  readonly id: string;
  /** What is silenced: a host, or the key of a cause. */
  readonly host?: string;
  readonly cause?: string;
  readonly kind: 'silence' | 'maintenance';
  readonly until: string | null;
  readonly by: string;
  readonly at: string;
}

/** A closed incident, as far as it is needed to link to it and to list it. */
export interface PastIncident {
  readonly id: string;
  readonly cause: string;
  readonly title: string;
  readonly hosts: readonly string[];
  readonly openedAt: string;
  readonly resolvedAt: string;
}

/** Everything that is open, in one document: what changes together is written together. */
export interface Board {
  readonly incidents: readonly Incident[];
  readonly silences: readonly Silence[];
  /** The newest first, at most 100. */
  readonly past: readonly PastIncident[];
}

export const emptyBoard: Board = { incidents: [], silences: [], past: [] };
