import type { SocketModeReceiver } from '@slack/bolt';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Log } from '../../../application/ports/log.ts';
import { sleep } from '../outbox/timing.ts';
import { within } from '../people/within.ts';

/** Refusals that no second try mends: tokens are wrong, or the app is gone. */
const hopeless = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'user_removed_from_team',
  'team_disabled',
  'not_allowed_token_type',
  'missing_scope',
  'app_uninstalled',
]);

const hopelessWord = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError && hopeless.has(error.data.error) ? error.data.error : undefined;

export interface LaneTiming {
  /** From asking for a socket to Slack's hello. */
  readonly openMs: number;
  /** First wait after a failure; doubles up to `backoffMostMs`. */
  readonly backoffMs: number;
  readonly backoffMostMs: number;
  /** A socket that ends sooner than this counts as a failure. */
  readonly shortMs: number;
}

export const defaultLaneTiming: LaneTiming = { openMs: 15_000, backoffMs: 500, backoffMostMs: 10_000, shortMs: 5_000 };

/** One socket to Slack, opened again whenever it ends. */
export interface SocketLane {
  readonly isOpen: () => boolean;
  /** Resolves when it was open once; rejects when Slack will never let it. */
  readonly opened: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Keeps one socket open. The client's own reconnecting is off: after one failed `apps.connections.open` it gives up for ever
 * behind an unhandled rejection, and it waits seconds at every refresh.
 */
export const keepSocket = (receiver: SocketModeReceiver, number: number, log: Log, timing: LaneTiming): SocketLane => {
  const { client } = receiver;
  const stopping = new AbortController();
  const first: { resolve: () => void; reject: (error: unknown) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  const opened = new Promise<void>((resolve, reject) => Object.assign(first, { resolve, reject }));
  const isOpen = (): boolean => client.websocket?.isActive() === true;

  const pause = (ms: number): Promise<void> => sleep(ms, stopping.signal);

  /** Opens a socket and resolves, with its lifetime, when it has ended. */
  const live = async (): Promise<number> => {
    const ended = new Promise<void>((resolve) => {
      client.once('disconnected', () => resolve());
    });
    await within(timing.openMs, 'opening a socket to Slack', receiver.start());
    const since = Date.now();
    first.resolve();
    log.info({ socket: number }, 'a socket to Slack is open');
    await ended;
    if (!stopping.signal.aborted) log.info({ socket: number }, 'a socket to Slack ended; opening another');
    return Date.now() - since;
  };

  const close = async (): Promise<void> => {
    // The first call asks for a closing handshake, the second ends one that stays unanswered.
    void client.disconnect();
    if (client.websocket !== undefined && client.websocket.readyState !== undefined) {
      await sleep(0);
      void client.disconnect();
    }
  };

  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      let wait = 0;
      try {
        failures = (await live()) < timing.shortMs ? failures + 1 : 0;
      } catch (error) {
        failures += 1;
        const word = hopelessWord(error);
        if (word !== undefined)
          throw new Error(`Slack refuses the app token (SLACK_APP_TOKEN): ${word}`, { cause: error });
        if (error instanceof WebAPIRateLimitedError) wait = error.retryAfter * 1000;
        log.warn({ err: error, socket: number, failures }, 'a socket to Slack could not be opened');
        await close();
      }
      if (failures > 0) wait = Math.max(wait, Math.min(timing.backoffMs * 2 ** (failures - 1), timing.backoffMostMs));
      if (wait > 0 && !stopping.signal.aborted) await pause(wait);
    }
  };

  const running = run().then(
    // Too late for a socket that was open once; an end for whoever still waits for the first one.
    () => first.reject(new Error('the bot was stopped before a socket to Slack was open')),
    (error: unknown) => {
      log.error({ err: error, socket: number }, 'a socket to Slack is given up');
      first.reject(error);
    },
  );
  opened.catch(() => undefined);
  return {
    isOpen,
    opened,
    async stop() {
      stopping.abort();
      await close();
      await within(2_000, 'closing a socket to Slack', running).catch(() => undefined);
    },
  };
};
