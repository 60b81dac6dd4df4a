import { recent } from '../people/recent.ts';
import type { Caller } from './caller.ts';

/** The address of a message, for a link to it; undefined when Slack does not tell. Never rejects. */
export type Permalink = (channel: string, ts: string) => Promise<string | undefined>;

const keepMs = 86_400_000;
const method = 'chat.getPermalink';

/** Addresses never change, so they are asked for once. */
export const buildPermalinks = (caller: Caller): Permalink => {
  const known = recent(async (key) => {
    const [channel, message_ts] = key.split(' ');
    if (caller.blockedFor(method) > 0) throw new Error('Slack asked to wait');
    const outcome = await caller.call(method, { channel, message_ts });
    const link = outcome.kind === 'done' ? outcome.data['permalink'] : undefined;
    if (typeof link !== 'string' || !/^https:\/\/[^\s<>|]+$/u.test(link)) throw new Error('no address');
    return link;
  }, keepMs);
  return async (channel, ts) => {
    try {
      return await known(`${channel} ${ts}`);
    } catch {
      // Logged by the caller; without a link the words still stand.
      return undefined;
    }
  };
};
