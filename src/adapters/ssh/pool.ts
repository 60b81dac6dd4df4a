import { waitFor } from '../../application/limits/waiting.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import { type DialTools, dial } from './dial.ts';
import { explainJump, findJump } from './jump.ts';
import { makeJumpSeats } from './jump-seats.ts';

/** A connection held for one run. */
export interface Lease {
  readonly connection: Connection;
  /** It was there before this run asked, so it may be dead without anybody knowing. */
  readonly reused: boolean;
  release(): void;
}

/** Told while a run waits for its turn at a jump host, and `undefined` when it goes on. */
export type OnWaiting = (waitsFor: string | undefined) => void;

interface LeaseOptions {
  readonly signal: AbortSignal;
  readonly dead?: Connection;
  readonly onWaiting: OnWaiting;
}

export interface Pool {
  /** The host's connection, made when there is none or when the one there is `dead`. */
  lease(host: Host, options: LeaseOptions): Promise<Lease>;
  close(): Promise<void>;
}

/** What a connection in the making waits for now, and the runs that are told. */
interface News {
  waitsFor: string | undefined;
  readonly listeners: Set<OnWaiting>;
}

interface Dialling {
  readonly connection: Promise<Connection>;
  readonly stop: AbortController;
  waiting: number;
  readonly news: News;
}

/** One connection a host and login; runs that ask while it is being made share the one login. */
export const makePool = (tools: DialTools, findHost: (name: string) => Host | undefined): Pool => {
  const kept = new Map<string, Connection>();
  const dialling = new Map<string, Dialling>();
  const all = new Set<Connection>();
  const closing = new AbortController();
  const seats = makeJumpSeats(tools.limits, findHost);

  const keyOf = (host: Host): string =>
    JSON.stringify([
      host.name,
      host.address,
      host.port,
      host.user,
      host.identityFile,
      host.jump,
      host.legacyAlgorithms,
    ]);

  const make = async (host: Host, signal: AbortSignal, onWaiting: OnWaiting): Promise<Connection> => {
    const jump = findJump(host, findHost);
    let over: Lease | undefined;
    let leaveSeat = (): void => undefined;
    if (jump) {
      try {
        over = await lease(jump, { signal, onWaiting });
      } catch (error) {
        throw signal.aborted ? error : explainJump(host, jump, error);
      }
    }
    try {
      if (jump) leaveSeat = await seats.take(host, jump, signal, onWaiting);
      const connection = await dial(
        host,
        tools,
        jump && over ? { host: jump, connection: over.connection } : undefined,
        signal,
        () => jump !== undefined && seats.areWanted(jump),
      );
      all.add(connection);
      if (jump) seats.occupy(jump, host, connection);
      void connection.closed.then(() => {
        all.delete(connection);
        leaveSeat();
        over?.release();
      });
      return connection;
    } catch (error) {
      leaveSeat();
      over?.release();
      throw error;
    }
  };

  const start = (key: string, host: Host): Dialling => {
    const stop = new AbortController();
    const news: News = { waitsFor: undefined, listeners: new Set() };
    const onWaiting: OnWaiting = (waitsFor) => {
      news.waitsFor = waitsFor;
      for (const tell of news.listeners) tell(waitsFor);
    };
    const connection = make(host, AbortSignal.any([stop.signal, closing.signal]), onWaiting).then((made) => {
      if (stop.signal.aborted || closing.signal.aborted) {
        made.close();
        throw new Error('nobody waits for this connection any more');
      }
      kept.set(key, made);
      return made;
    });
    const entry: Dialling = { connection, stop, waiting: 0, news };
    dialling.set(key, entry);
    const forget = (): void => {
      if (dialling.get(key) === entry) dialling.delete(key);
    };
    connection.then(forget, forget);
    return entry;
  };

  const share = async (entry: Dialling, key: string, { signal, onWaiting }: LeaseOptions): Promise<Connection> => {
    entry.waiting += 1;
    entry.news.listeners.add(onWaiting);
    if (entry.news.waitsFor !== undefined) onWaiting(entry.news.waitsFor);
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason);
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([entry.connection, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      entry.news.listeners.delete(onWaiting);
      entry.waiting -= 1;
      if (entry.waiting === 0 && dialling.get(key) === entry) {
        dialling.delete(key);
        entry.stop.abort(new Error('nobody waits for this connection any more'));
      }
    }
  };

  const lease = async (host: Host, options: LeaseOptions): Promise<Lease> => {
    const { signal, dead } = options;
    signal.throwIfAborted();
    if (closing.signal.aborted) throw closing.signal.reason;
    const key = keyOf(host);
    const there = kept.get(key);
    if (there && (there === dead || !there.isFit())) {
      there.retire();
      kept.delete(key);
    } else if (there) return { connection: there, reused: true, release: there.hold() };
    const connection = await share(dialling.get(key) ?? start(key, host), key, options);
    return { connection, reused: false, release: connection.hold() };
  };

  return {
    lease,
    async close() {
      closing.abort(
        new AccessError('SSH_CONNECTION_LOST', 'Stuckmail is closing its connections.', { temporary: true }),
      );
      for (const connection of all) connection.close();
      const gone = Promise.all([...all].map((connection) => connection.closed));
      await waitFor(gone, { seconds: 2 * tools.limits.graceSeconds, late: () => new Error('still open') }).catch(
        () => undefined,
      );
    },
  };
};
