import { parseDuration } from '../../../../domain/duration/duration.ts';
import type { InboundParts } from '../parts.ts';

const daySeconds = 86_400;
const morning = 9 * 3600;

/** Seconds until nine o'clock of the next day where clocks are `offset` seconds before UTC. */
export const untilTomorrow = (now: Date, offset: number): number => {
  const local = Math.floor(now.getTime() / 1000) + offset;
  return (Math.floor(local / daySeconds) + 1) * daySeconds + morning - local;
};

/** How long an option of the menu is; `tomorrow` by the clock of the person. */
export const snoozeSeconds = async (parts: InboundParts, word: string, user: string): Promise<number | undefined> => {
  if (word !== 'tomorrow') return parseDuration(word);
  const outcome = await parts.writer.outbox.caller.call('users.info', { user });
  const person = (outcome.kind === 'done' ? outcome.data['user'] : undefined) as { tz_offset?: number } | undefined;
  return untilTomorrow(parts.clock.now(), person?.tz_offset ?? 0);
};
