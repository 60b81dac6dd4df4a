import type { HostHistory } from '../../../../application/history.ts';
import { historyAltText, historyMessage } from '../../blocks/history-message.ts';
import type { PictureFile } from '../../outbox/send-file.ts';
import { SlackRefused } from '../../outbox/slack-trouble.ts';
import { sleep } from '../../outbox/timing.ts';
import type { Ask } from '../answer.ts';
import type { InboundParts } from '../parts.ts';

/** Slack looks at a file before a message may show it, and calls the message invalid until then. */
const triesForPicture = [0, 1000, 2000, 4000];

/** The picture in Slack, unseen; undefined where it could not be drawn or taken, which is logged. */
const pictureOf = async (parts: InboundParts, history: HostHistory): Promise<PictureFile | undefined> => {
  const { host, entries, from, to } = history;
  try {
    const bytes = await parts.drawHistory?.(entries, { host, from, to });
    if (bytes === undefined) return undefined;
    const name = `${host.replace(/[^\w.-]/gu, '_').slice(0, 100)}-history.png`;
    return { name, title: `Mail on ${host}`, bytes, altText: historyAltText(history) };
  } catch (err) {
    parts.log.error({ err, host }, 'the picture of a history could not be drawn');
    return undefined;
  }
};

/** Posts the history of a host with its picture, once a request, however often the request is delivered. */
export const showHistory = async (parts: InboundParts, ask: Ask, history: HostHistory): Promise<void> => {
  const { outbox } = parts.writer;
  const { requestId, place, user } = ask;
  const key = { subject: `history-${requestId}`, place, step: 'answer' };
  if ((await outbox.posted(key)) !== undefined) return;
  const file = await pictureOf(parts, history);
  try {
    const picture = file === undefined ? undefined : await outbox.picture(file);
    if (picture !== undefined) {
      for (const wait of triesForPicture) {
        await sleep(wait);
        try {
          await outbox.post(key, place, historyMessage(history, { user, picture }));
          return;
        } catch (error) {
          if (!(error instanceof SlackRefused) || !/^invalid_(?:blocks|arguments)/u.test(error.error)) throw error;
        }
      }
      parts.log.warn({ host: history.host, picture }, 'Slack does not show a picture in a message');
    }
  } catch (err) {
    // The words are worth more than the picture.
    parts.log.warn({ err, host: history.host }, 'the picture of a history could not be shown');
  }
  const ts = await outbox.post(key, place, historyMessage(history, { user }));
  if (file !== undefined)
    await outbox.upload({ ...key, step: 'picture' }, { channel: place.channel, thread: place.thread ?? ts }, file);
};
