import { setMaxListeners } from 'node:events';
import { settlesWithin } from '../../application/limits/waiting.ts';
import {
  type Enqueued,
  type JobQueue,
  QueueUnavailable,
  type RunHandler,
  type RunRequest,
} from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import { attemptRun, TakenBack } from './attempt-run.ts';
import { isBulk } from './is-bulk.ts';
import { type RepeatedWork, repeatHere } from './repeat-here.ts';
import { backoffMs, defaultQueueSettings, type QueueSettings } from './settings.ts';

export interface EmbeddedQueueOptions {
  readonly log: Log;
  readonly settings?: Partial<QueueSettings>;
  /** Runs that may wait before requests are turned away. */
  readonly maxWaiting?: number;
}

interface Job {
  readonly request: RunRequest;
  tries: number;
}

const stopped = 'Stuckmail was stopped before this run was done; please ask again';

/** Requests remembered to tell a repeat; some megabytes. */
const maxRemembered = 50_000;

/** The queue of a single process: in memory, gone when the process ends. */
export function createEmbeddedQueue(options: EmbeddedQueueOptions): JobQueue {
  const { log } = options;
  const settings = { ...defaultQueueSettings, ...options.settings };
  const maxWaiting = options.maxWaiting ?? 1000;
  const waiting: Job[] = [];
  const delayed = new Map<Job, NodeJS.Timeout>();
  const active = new Map<Job, Promise<void>>();
  const holders = new Map<string, string>();
  const seen = new Map<string, number>();
  const takeBack = new AbortController();
  // Every run in hand listens to it.
  setMaxListeners(0, takeBack.signal);
  let handler: RunHandler | undefined;
  let concurrency = 0;
  let closing: Promise<void> | undefined;
  let repeating: RepeatedWork | undefined;

  const forgetOld = (): void => {
    for (const [runId, until] of seen) {
      if (until > Date.now() && seen.size < maxRemembered) break;
      seen.delete(runId);
    }
  };

  async function enqueue(request: RunRequest): Promise<Enqueued> {
    if (closing !== undefined) throw refused(`Nothing was queued for ${request.host}: Stuckmail is being stopped.`);
    forgetOld();
    if (seen.has(request.runId)) return { outcome: 'repeated', runId: request.runId };
    const holder = holders.get(request.host);
    if (holder !== undefined) return { outcome: 'joined', runId: holder };
    if (waiting.length >= maxWaiting) {
      throw refused(`Nothing was queued for ${request.host}: ${waiting.length} runs are waiting already.`);
    }
    seen.set(request.runId, Date.now() + settings.keepSeconds * 1000);
    holders.set(request.host, request.runId);
    lineUp({ request, tries: 0 });
    startWaiting();
    return { outcome: 'queued', runId: request.runId };
  }

  function lineUp(job: Job): void {
    const bulk = isBulk(job.request.place) ? -1 : waiting.findIndex(({ request }) => isBulk(request.place));
    if (bulk < 0) waiting.push(job);
    else waiting.splice(bulk, 0, job);
  }

  function startWaiting(): void {
    if (handler === undefined || closing !== undefined) return;
    while (active.size < concurrency) {
      const job = waiting.shift();
      if (job === undefined) return;
      active.set(job, runJob(job, handler));
    }
  }

  async function runJob(job: Job, handler: RunHandler): Promise<void> {
    job.tries += 1;
    const { request, tries } = job;
    const attempt = { request, attempt: tries, last: tries >= settings.attempts };
    const end = await attemptRun(handler, attempt, settings, takeBack.signal);
    active.delete(job);
    const about = { runId: request.runId, host: request.host, attempt: tries };
    if (end.kind === 'retry' && closing === undefined) {
      const pause = backoffMs(settings, tries);
      log.warn({ ...about, err: end.error, pause }, 'a run is tried again later');
      delayed.set(
        job,
        setTimeout(() => {
          delayed.delete(job);
          lineUp(job);
          startWaiting();
        }, pause),
      );
    } else if (end.kind === 'retry' || end.kind === 'returned') {
      waiting.push(job);
    } else {
      if (end.kind === 'failed') log.error({ ...about, err: end.error }, 'a run failed');
      freeHost(request.host, request.runId);
    }
    startWaiting();
  }

  function freeHost(host: string, runId: string): void {
    if (holders.get(host) === runId) holders.delete(host);
  }

  /** Nothing outlives the process, so those who still wait are told. */
  async function sayStopped(job: Job): Promise<void> {
    const { request, tries } = job;
    log.warn({ runId: request.runId, host: request.host }, 'a run was dropped because the process ends');
    if (handler === undefined) return;
    const attempt = { request, attempt: tries + 1, last: true, giveUp: stopped };
    const limits = { ...settings, runLimitMs: settings.abortGraceMs, abortGraceMs: 0 };
    await attemptRun(handler, attempt, limits, new AbortController().signal);
  }

  async function shutDown(graceMs: number): Promise<void> {
    await repeating?.stop(graceMs);
    for (const [job, timer] of delayed) {
      clearTimeout(timer);
      waiting.push(job);
    }
    delayed.clear();
    await settlesWithin(Promise.all(active.values()), graceMs);
    takeBack.abort(new TakenBack('the worker is being stopped'));
    await Promise.all(active.values());
    await Promise.all(waiting.splice(0).map(sayStopped));
  }

  return {
    enqueue,
    release: async (host, runId) => freeHost(host, runId),
    work: async (given, { concurrency: many }) => {
      handler = given;
      concurrency = many;
      startWaiting();
    },
    resize: (many) => {
      concurrency = many;
      startWaiting();
    },
    repeat: async (everyMs, work) => {
      repeating = repeatHere(everyMs, work, log);
    },
    depth: async () => ({ waiting: waiting.length + delayed.size, active: active.size }),
    close: (graceMs) => {
      closing ??= shutDown(graceMs);
      return closing;
    },
  };
}

const refused = (message: string): QueueUnavailable => new QueueUnavailable(message, { ambiguous: false });
