import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import { type DialTools, dial } from './dial.ts';
import { explainJump, findJump } from './jump.ts';
import { waitFor } from './waiting.ts';

/** A connection held for one run. */
export interface Lease {
  readonly connection: Connection;
  /** It was there before this run asked, so it may be dead without anybody knowing. */
  readonly reused: boolean;
  release(): void;
}

export interface Pool {
  /** The host's connection, made when there is none or when the one there is `dead`. */
  lease(host: Host, signal: AbortSignal, dead?: Connection): Promise<Lease>;
  close(): Promise<void>;
}

interface Dialling {
  readonly connection: Promise<Connection>;
  readonly stop: AbortController;
  waiting: number;
}

/** One connection a host and login; runs that ask while it is being made share the one login. */
export const makePool = (tools: DialTools, findHost: (name: string) => Host | undefined): Pool => {
  const kept = new Map<string, Connection>();
  const dialling = new Map<string, Dialling>();
  const all = new Set<Connection>();
  const closing = new AbortController();

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

  const make = async (host: Host, signal: AbortSignal): Promise<Connection> => {
    const jump = findJump(host, findHost);
    let over: Lease | undefined;
    if (jump) {
      try {
        over = await lease(jump, signal);
      } catch (error) {
        throw signal.aborted ? error : explainJump(host, jump, error);
      }
    }
    try {
      const connection = await dial(
        host,
        tools,
        jump && over ? { host: jump, connection: over.connection } : undefined,
        signal,
      );
      all.add(connection);
      void connection.closed.then(() => {
        all.delete(connection);
        over?.release();
      });
      return connection;
    } catch (error) {
      over?.release();
      throw error;
    }
  };

  const start = (key: string, host: Host): Dialling => {
    const stop = new AbortController();
    const connection = make(host, AbortSignal.any([stop.signal, closing.signal])).then((made) => {
      if (stop.signal.aborted || closing.signal.aborted) {
        made.close();
        throw new Error('nobody waits for this connection any more');
      }
      kept.set(key, made);
      return made;
    });
    const entry: Dialling = { connection, stop, waiting: 0 };
    dialling.set(key, entry);
    const forget = (): void => {
      if (dialling.get(key) === entry) dialling.delete(key);
    };
    connection.then(forget, forget);
    return entry;
  };

  const share = async (entry: Dialling, key: string, signal: AbortSignal): Promise<Connection> => {
    entry.waiting += 1;
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal.reason);
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([entry.connection, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      entry.waiting -= 1;
      if (entry.waiting === 0 && dialling.get(key) === entry) {
        dialling.delete(key);
        entry.stop.abort(new Error('nobody waits for this connection any more'));
      }
    }
  };

  const lease = async (host: Host, signal: AbortSignal, dead?: Connection): Promise<Lease> => {
    signal.throwIfAborted();
    if (closing.signal.aborted) throw closing.signal.reason;
    const key = keyOf(host);
    const there = kept.get(key);
    if (there && (there === dead || !there.isFit())) {
      there.retire();
      kept.delete(key);
    } else if (there) return { connection: there, reused: true, release: there.hold() };
    const connection = await share(dialling.get(key) ?? start(key, host), key, signal);
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
