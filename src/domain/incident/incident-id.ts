import { hashOf } from '../text/hash.ts';
import type { Cause } from './cause.ts';
import { causeKey } from './cause.ts';

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
