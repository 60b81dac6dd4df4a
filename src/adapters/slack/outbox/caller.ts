import type { WebClient } from '@slack/web-api';
import type { Log } from '../../../application/ports/log.ts';
import { type CallOutcome, outcomeOf } from './call-outcome.ts';
import { sleep } from './timing.ts';

/** The only way to Slack's Web API: one try a call, and Retry-After kept for each method. */
export interface Caller {
  call(method: string, args: Record<string, unknown>): Promise<CallOutcome>;
  /** Milliseconds until Slack takes calls of this method again. */
  blockedFor(method: string): number;
  /** Waits until Slack takes calls of this method again, but not beyond `until` (milliseconds since 1970); false then. */
  freeBy(method: string, until: number): Promise<boolean>;
}

/** Told of every call that ended, for counting. */
export type OnCall = (method: string, outcome: CallOutcome) => void;

export const buildCaller = (client: WebClient, log: Log, signal: AbortSignal, onCall?: OnCall): Caller => {
  const blocked = new Map<string, number>();
  const blockedFor = (method: string): number => Math.max(0, (blocked.get(method) ?? 0) - Date.now());
  return {
    blockedFor,
    async call(method, args) {
      try {
        const data = await client.apiCall(method, args);
        const outcome: CallOutcome = { kind: 'done', data: data as unknown as Record<string, unknown> };
        onCall?.(method, outcome);
        return outcome;
      } catch (error) {
        const outcome = outcomeOf(error);
        onCall?.(method, outcome);
        if (outcome.kind === 'limited') {
          blocked.set(method, Date.now() + outcome.seconds * 1000);
          log.info({ method, seconds: outcome.seconds }, 'Slack asked to wait');
        } else {
          const refused = outcome.kind === 'refused' ? { error: outcome.error } : {};
          log.warn({ method, outcome: outcome.kind, ...refused, err: outcome.cause }, 'a call to Slack failed');
        }
        return outcome;
      }
    },
    async freeBy(method, until) {
      for (let left = blockedFor(method); left > 0; left = blockedFor(method)) {
        if (signal.aborted || Date.now() + left > until) return false;
        await sleep(left, signal);
      }
      return true;
    },
  };
};
