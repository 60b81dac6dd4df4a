import { waitFor } from '../../../application/limits/waiting.ts';

/** A step took longer than its limit. The step itself may still go on. */
export class TookTooLong extends Error {
  constructor(what: string, ms: number) {
    super(`${what} took longer than ${ms} ms`);
    this.name = 'TookTooLong';
  }
}

/** The result of `work`, or TookTooLong after `ms`; what `work` does after that is nobody's business any more. */
export const within = <T>(ms: number, what: string, work: Promise<T>): Promise<T> =>
  waitFor(work, { seconds: ms / 1000, late: () => new TookTooLong(what, ms) });
