/** Where somebody reads about a run. */
export interface Place {
  /** Slack workspace (or enterprise) id; `terminal` for the command line. */
  readonly team: string;
  readonly channel: string;
  /** Thread that was asked in; left out for a new root message. */
  readonly thread?: string;
  /** The answer goes into this survey of many hosts, not into messages of its own. */
  readonly survey?: string;
}

/** Who asked for the check of a watch: nobody. */
export const nobody = 'watch';

/** What a worker is asked to do. Plain data, kept in the queue as JSON; no secrets. */
export interface RunRequest {
  /** Deterministic: made of the request's own identity (command trigger, message), so a repeat lands on the same run. */
  readonly runId: string;
  readonly host: string;
  readonly requestedBy: string;
  /** Left out when nobody asked: a watch did. The result is kept, and shows only in what follows from it. */
  readonly place?: Place;
  /** ISO 8601. */
  readonly requestedAt: string;
}

/** `queued`: a new run. `repeated`: this very request was queued before. `joined`: the host is being checked already by another run. */
export interface Enqueued {
  readonly outcome: 'queued' | 'repeated' | 'joined';
  /** The run that will answer. */
  readonly runId: string;
}

/** The queue itself could not be reached or did not answer in time. */
export class QueueUnavailable extends Error {
  /** True when the request may have been queued all the same (no answer in time). */
  readonly ambiguous: boolean;
  constructor(message: string, options: { cause?: unknown; ambiguous: boolean }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'QueueUnavailable';
    this.ambiguous = options.ambiguous;
  }
}

/** Thrown by a handler for trouble that another try may not have; the queue tries again. Anything else ends the run. */
export class RetryLater extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RetryLater';
  }
}

export interface RunAttempt {
  readonly request: RunRequest;
  /** 1 for the first; counts starts, also those that ended with a killed worker. */
  readonly attempt: number;
  /** No further try will follow this one. */
  readonly last: boolean;
  /** Set when nothing more may be tried: why, for the people who wait. The handler only reports, it does no work. */
  readonly giveUp?: string;
  /** Aborts with a RetryLater as its reason when another try follows (shutdown, lost lock), with another error when the run must end. */
  readonly signal: AbortSignal;
}

export type RunHandler = (attempt: RunAttempt) => Promise<void>;

/** One run per host at a time; at-least-once; handlers must be repeatable. */
export interface JobQueue {
  enqueue(request: RunRequest): Promise<Enqueued>;
  /** Frees `host` if `runId` still holds it: for a run known to be over whose job is not closed yet. */
  release(host: string, runId: string): Promise<void>;
  /** Starts working on runs in this process. */
  work(handler: RunHandler, options: { concurrency: number }): Promise<void>;
  /** From now on this process takes so many runs at once, at the latest when the next one ends; those in hand go on. */
  resize(concurrency: number): void;
  /**
   * Does `work` about every `everyMs` in one of the processes that asked for this: not in two at once for long, and in another one when
   * its process dies. Its errors are logged, and end nothing. Once a queue.
   */
  repeat(everyMs: number, work: () => Promise<void>): Promise<void>;
  /** Waiting and running runs; for health. */
  depth(): Promise<{ waiting: number; active: number }>;
  /** Stops taking runs, waits up to `graceMs` for those in hand, then gives them back. */
  close(graceMs: number): Promise<void>;
}
