/** What both queues promise. Tests shorten the times; nobody else has a reason to. */
export interface QueueSettings {
  /** Tries in all while a handler asks for another one (RetryLater). With the backoff: a Slack outage of 25 minutes is survived. */
  readonly attempts: number;
  /** First pause between tries; doubles each time. */
  readonly firstBackoffMs: number;
  readonly longestBackoffMs: number;
  /** A run that takes longer is told to end. */
  readonly runLimitMs: number;
  /** What a run gets to say its last words after its signal was aborted. */
  readonly abortGraceMs: number;
  /** How long a finished run is remembered, so that a redelivered request finds it. Slack redelivers for up to 25 hours. */
  readonly keepSeconds: number;
}

export const defaultQueueSettings: QueueSettings = {
  attempts: 30,
  firstBackoffMs: 1000,
  longestBackoffMs: 60_000,
  runLimitMs: 300_000,
  abortGraceMs: 10_000,
  keepSeconds: 26 * 3600,
};

/** What a queue in Redis promises besides. A killed worker's run begins again after at most `lockMs + stalledCheckMs`. */
export interface RedisQueueSettings extends QueueSettings {
  /** A worker that does not renew its hold on a run for this long has lost it. */
  readonly lockMs: number;
  readonly stalledCheckMs: number;
  /** A run whose worker died this often is given up: it may be what kills them. */
  readonly interruptions: number;
}

export const defaultRedisQueueSettings: RedisQueueSettings = {
  ...defaultQueueSettings,
  lockMs: 10_000,
  stalledCheckMs: 3000,
  interruptions: 3,
};

/** The pause after the given try (1 = first). Half of it is random, so that runs that failed together do not come back together. */
export function backoffMs(settings: QueueSettings, attempt: number): number {
  const full = Math.min(settings.longestBackoffMs, settings.firstBackoffMs * 2 ** (attempt - 1));
  return Math.round(full * (0.5 + Math.random() / 2));
}
