import type { Workspace } from './workspace.ts';

export interface Waiting {
  /** 10 seconds unless said otherwise. */
  readonly timeoutMs?: number;
  /** Names what is waited for in the error. */
  readonly what?: string;
}

/** What the app itself keeps changes without a word to Slack; such answers are found by asking again. */
const ASK_EVERY_MS = 25;

/** Asks at every change until the answer is neither undefined nor false; rejects after the limit. */
export async function waitFor<T>(
  workspace: Workspace,
  predicate: () => T | undefined | false,
  { timeoutMs = 10_000, what = 'the awaited state' }: Waiting = {},
): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      clearInterval(asking);
      workspace.changes.off('progress', check);
    };
    const check = (): void => {
      try {
        const found = predicate();
        if (found === undefined || found === false) return;
        end();
        resolve(found);
      } catch (error) {
        end();
        reject(error);
      }
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(`practice Slack: ${what} did not come within ${timeoutMs} ms`));
    }, timeoutMs);
    const asking = setInterval(check, ASK_EVERY_MS);
    workspace.changes.on('progress', check);
    check();
  });
}
