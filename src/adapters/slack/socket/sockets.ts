import type { App, Logger } from '@slack/bolt';
import type { Log } from '../../../application/ports/log.ts';
import { sleep } from '../outbox/timing.ts';
import { clientOptions } from '../outbox/web-client.ts';
import { DeferredAckReceiver } from './deferred-receiver.ts';
import { defaultLaneTiming, keepSocket, type LaneTiming, type SocketLane } from './socket-lane.ts';
import { watchSockets } from './watchdog.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl?: string | undefined;
  readonly boltLogger: Logger;
  readonly log: Log;
  /** Two, so that one stays while Slack refreshes the other. */
  readonly sockets?: number;
  /** Sockets are refreshed by age: the second one opens later than the first, in milliseconds. */
  readonly staggerMs?: number;
  /** Without any open socket for so long, the process is deaf. */
  readonly deafMs?: number;
  readonly onDeaf: (error: Error) => void;
  readonly timing?: Partial<LaneTiming>;
}

export interface Sockets {
  /** Resolves at Slack's first hello. */
  start(): Promise<void>;
  stop(): Promise<void>;
  open(): number;
  readonly wanted: number;
}

/** Receivers must exist before the app does; each gets options of its own, since the socket client writes into them. */
export const buildReceivers = (options: SocketOptions): readonly DeferredAckReceiver[] =>
  Array.from({ length: options.sockets ?? 2 }, () => {
    const { appToken, apiUrl, boltLogger } = options;
    return new DeferredAckReceiver({
      appToken,
      logger: boltLogger,
      autoReconnectEnabled: false,
      clientPingTimeout: 5_000,
      serverPingTimeout: 30_000,
      installerOptions: { clientOptions: clientOptions(apiUrl, boltLogger, 10_000) },
    });
  });

export const buildSockets = (receivers: readonly DeferredAckReceiver[], app: App, options: SocketOptions): Sockets => {
  const timing = { ...defaultLaneTiming, ...options.timing };
  const lanes: SocketLane[] = [];
  let stopped = false;
  let unwatch = (): void => undefined;
  const openLater = async (): Promise<void> => {
    for (const [index, receiver] of receivers.entries()) {
      if (index === 0) continue;
      await sleepUnref(options.staggerMs ?? 60_000);
      if (stopped) return;
      receiver.init(app);
      lanes.push(keepSocket(receiver, index + 1, options.log, timing));
    }
  };
  return {
    wanted: receivers.length,
    open: () => lanes.filter((lane) => lane.isOpen()).length,
    async start() {
      const [first] = receivers;
      if (first === undefined) throw new Error('at least one socket is needed');
      unwatch = watchSockets(() => lanes.some((lane) => lane.isOpen()), options.deafMs ?? 90_000, options.onDeaf);
      const lane = keepSocket(first, 1, options.log, timing);
      lanes.push(lane);
      await lane.opened;
      void openLater();
    },
    async stop() {
      stopped = true;
      unwatch();
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
};

const sleepUnref = (ms: number): Promise<void> =>
  ms === 0 ? sleep(0) : new Promise((done) => setTimeout(done, ms).unref());
