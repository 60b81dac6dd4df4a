/** How many calls a minute Slack lets through, by method; a post counts by channel. */
export interface Pace {
  readonly postsPerSecond: number;
  readonly postBurst: number;
  readonly updatesPerMinute: number;
}

/** Token buckets; answers how many seconds a caller has to wait, or 0. */
export class Limiter {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #now: () => number;
  pace: Pace | undefined;

  constructor(pace: Pace | undefined, now: () => number) {
    this.pace = pace;
    this.#now = now;
  }

  retryAfter(method: string, channel: string): number {
    if (this.pace === undefined) return 0;
    if (method === 'chat.postMessage')
      return this.#take(`post ${channel}`, this.pace.postsPerSecond, this.pace.postBurst);
    if (method === 'chat.update')
      return this.#take('update', this.pace.updatesPerMinute / 60, this.pace.updatesPerMinute);
    return 0;
  }

  #take(key: string, perSecond: number, most: number): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: most, at: now };
    const tokens = Math.min(most, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const allowed = tokens >= 1;
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
  }
}
