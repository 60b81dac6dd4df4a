import { hashOf } from '../text/hash.ts';
import type { Board, Silence } from './incident.ts';

const holds = ({ until }: Silence, now: string): boolean => until === null || until > now;

/** The silence or window of a host, or the silence of a cause, that holds now. */
export const silenceOf = (board: Board, host: string, cause: string | undefined, now: string): Silence | undefined =>
  board.silences.find(
    (one) => holds(one, now) && (one.host === host || (one.cause !== undefined && one.cause === cause)),
  );

export const newSilence = (given: Omit<Silence, 'id'>): Silence => ({
  id: `${given.kind}-${hashOf(given.host ?? given.cause ?? '').toString(16)}-${Date.parse(given.at).toString(36)}`,
  ...given,
});

const sameTarget = (one: Silence, other: Silence): boolean =>
  one.kind === other.kind && one.host === other.host && one.cause === other.cause;

/** With these, each in place of the one of the same kind for the same host or cause. */
export const withSilences = (board: Board, added: readonly Silence[]): Board => ({
  ...board,
  silences: [...board.silences.filter((one) => !added.some((other) => sameTarget(one, other))), ...added],
});
