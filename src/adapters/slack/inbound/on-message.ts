import type { Place } from '../../../application/ports/job-queue.ts';
import { sentence } from '../blocks/answers.ts';
import type { Answer } from './answer.ts';
import { answerAsk } from './answer-ask.ts';
import { NotNow } from './not-now.ts';
import type { InboundParts } from './parts.ts';

/** The fields of app_mention and message.im that count here. */
export interface Heard {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread: string | undefined;
  readonly text: string;
  readonly team: string;
  readonly direct: boolean;
  /** Which redelivery this is; 0 for the first delivery. */
  readonly retry: number;
}

/** Slack redelivers so often and then no more. */
const lastRetry = 3;
const answerOnceMs = 3_600_000;

/**
 * Words said to the bot. Rejects when the request could not be taken, so that the event stays unacknowledged and Slack
 * delivers it again; ids are made of the message, so a repeat does nothing twice.
 */
export const onMessage = async (parts: InboundParts, heard: Heard): Promise<void> => {
  const { user, channel, ts, team, direct } = heard;
  const { outbox } = parts.writer;
  const mention = new RegExp(`<@${parts.identity.botUser}(?:\\|[^>]*)?>:?`, 'gu');
  // In channels the thread holds everything; a direct conversation is a thread already.
  const thread = heard.thread ?? (direct ? undefined : ts);
  const place: Place = { team, channel, ...(thread === undefined ? {} : { thread }) };
  const to = { user, channel, thread: heard.thread };
  const requestId = `msg-${team}-${channel}-${ts}`;
  let answer: Answer;
  try {
    answer = await answerAsk(parts, {
      requestId,
      user,
      place,
      knownDirect: direct,
      text: heard.text.replace(mention, ' '),
      prefix: direct ? '' : `@${parts.identity.name}`,
      where: direct ? 'here' : 'in this thread',
    });
    const trouble = answer.started?.flatMap((each) => ('trouble' in each ? [each] : [])) ?? [];
    if (trouble.length > 0) throw new NotNow(trouble.map((each) => each.trouble).join('\n'), trouble[0]?.cause);
  } catch (error) {
    if (error instanceof NotNow && (heard.retry === 0 || heard.retry >= lastRetry)) {
      const next =
        heard.retry === 0 ? ' Slack will hand me your message again within a few minutes, and I will try then.' : '';
      parts.inFlight.track('telling about trouble', outbox.whisper(to, sentence(`${error.message}${next}`)));
    }
    throw error;
  }
  // A run shows by itself; only a joined one needs a word.
  const silent =
    answer.always !== true && answer.started?.every((each) => 'run' in each && each.run.outcome !== 'joined') === true;
  if (silent) return;
  if (!(await outbox.store.claim(`slack-answer-${requestId}`, answerOnceMs))) return;
  const told =
    answer.audience === 'asker' && !direct
      ? outbox.whisper(to, answer.message)
      : outbox.say({ channel, thread }, answer.message);
  parts.inFlight.track('answering a message', told);
};
