import { makeSlots, type Slots } from '../../application/limits/slots.ts';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { Connection } from './connection.ts';
import type { SshLimits } from './limits.ts';

interface Seats {
  readonly slots: Slots;
  /** The connections that have them, and the hosts these lead to. */
  readonly connections: Map<Connection, Host>;
}

/** Limits how many connections go through one jump host. An idle one makes room when somebody waits. */
export const makeJumpSeats = (limits: SshLimits, findHost: (name: string) => Host | undefined) => {
  const byJump = new Map<string, Seats>();

  const seatsOf = (jump: Host): Seats => {
    const key = jump.name.toLowerCase();
    const full = (): Error =>
      new AccessError('SSH_TIMED_OUT', `more than ${limits.waiting} connections wait for the jump host ${jump.name}.`, {
        temporary: true,
      });
    const seats = byJump.get(key) ?? {
      slots: makeSlots(limits.perJumpHost, limits.waiting, full),
      connections: new Map<Connection, Host>(),
    };
    byJump.set(key, seats);
    return seats;
  };

  /** Ends one idle connection through `jump`, or one behind it that keeps such a connection busy. */
  const makeRoom = (jump: Host): boolean => {
    for (const [connection, host] of seatsOf(jump).connections) {
      if (connection.isIdle()) {
        connection.retire();
        return true;
      }
      if (byJump.has(host.name.toLowerCase()) && makeRoom(host)) return true;
    }
    return false;
  };

  /** Whether somebody waits for a connection through `jump`, or through a jump host on the way to it. */
  const areWanted = (jump: Host): boolean => {
    for (let next: Host | undefined = jump; next; next = next.jump === undefined ? undefined : findHost(next.jump)) {
      if ((byJump.get(next.name.toLowerCase())?.slots.waiting ?? 0) > 0) return true;
    }
    return false;
  };

  return {
    areWanted,
    /** Waits for a seat; the result gives it back. */
    async take(
      host: Host,
      jump: Host,
      signal: AbortSignal,
      onWaiting: (waitsFor: string | undefined) => void,
    ): Promise<() => void> {
      let waited = false;
      const late = (): Error =>
        new AccessError(
          'SSH_TIMED_OUT',
          `${host.name}: waited ${limits.jumpTurnSeconds} s for a turn at the jump host ${jump.name} (perJumpHost: ${limits.perJumpHost}).`,
          { temporary: true },
        );
      const leave = await seatsOf(jump).slots.take({ seconds: limits.jumpTurnSeconds, signal, late }, () => {
        waited = true;
        makeRoom(jump);
        onWaiting(`a turn at the jump host ${jump.name}`);
      });
      if (waited) onWaiting(undefined);
      return leave;
    },
    /** Notes who has the seat that was taken, until the connection is closed. */
    occupy(jump: Host, host: Host, connection: Connection): void {
      const { connections } = seatsOf(jump);
      connections.set(connection, host);
      void connection.closed.then(() => connections.delete(connection));
    },
  };
};
