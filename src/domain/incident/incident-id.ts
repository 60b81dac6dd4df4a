import type { Cause } from './cause.ts';
import { causeKey } from './cause.ts';

/** FNV-1a, 32 bits: spreads texts evenly and is the same everywhere. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  // The low bits of near texts differ little without this.
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
};

/** `20261122-1405-authentication-4f2a`: when it opened (UTC), the stage, and four letters that tell it from others. */
export const newIncidentId = (openedAt: string, cause: Cause, channel: string, taken: ReadonlySet<string>): string => {
  const [day = '', time = ''] = openedAt.split('T');
  const start = `${day.replaceAll('-', '')}-${time.slice(0, 5).replace(':', '')}-${cause.stage}`;
  for (let salt = 0; ; salt++) {
    const hash = hashOf(`${openedAt} ${causeKey(cause)} ${channel} ${salt}`)
      .toString(16)
      .padStart(8, '0')
      .slice(0, 4);
    const id = `${start}-${hash}`;
    if (!taken.has(id)) return id;
  }
};
