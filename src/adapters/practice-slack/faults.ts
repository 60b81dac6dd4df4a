import type { Arguments } from './arguments.ts';

/**
 * A fault on demand. `afterPosting` does the work first and then fails, which is how a caller comes to not know whether
 * its message is there. `hang` waits so many milliseconds before the answer; a caller that has gone by then gets
 * nothing done, unless `afterPosting`. `when` picks calls by their arguments.
 */
export type Fault = { readonly afterPosting?: boolean; readonly when?: (args: Arguments) => boolean } & (
  | { readonly status: number; readonly retryAfter?: number }
  | { readonly hang: number }
  | { readonly reset: true }
  | { readonly error: string }
);

/** Faults waiting for calls, first come first served. */
export class Faults {
  readonly #waiting: { readonly method: string; readonly fault: Fault; left: number }[] = [];

  /** `method` is a Web API method, `response_url`, `upload`, or `*` for all of these. */
  add(method: string, fault: Fault, times: number): void {
    this.#waiting.push({ method, fault, left: times });
  }

  take(method: string, args: Arguments): Fault | undefined {
    const found = this.#waiting.find(
      (one) => one.left > 0 && (one.method === method || one.method === '*') && (one.fault.when?.(args) ?? true),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return found.fault;
  }

  clear(): void {
    this.#waiting.length = 0;
  }
}
