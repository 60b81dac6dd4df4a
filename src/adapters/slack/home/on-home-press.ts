import { targetNamed } from '../../../domain/command/find-hosts.ts';
import { sentence } from '../blocks/answers.ts';
import type { Answer } from '../inbound/answer.ts';
import { answerAsk } from '../inbound/answer-ask.ts';
import { NotNow } from '../inbound/not-now.ts';
import type { InboundParts } from '../inbound/parts.ts';
import { type HomeControl, homeControls } from './controls.ts';
import type { HomeAsked } from './show-home.ts';

/** A press in the App Home, as far as it is believed: the value is looked up, and Slack is asked whose conversation it is. */
export interface HomePress {
  readonly control: HomeControl;
  readonly value: string;
  readonly user: string;
  readonly team: string;
  /** What the page says of itself. */
  readonly metadata: string;
  readonly hash: string | undefined;
  readonly triggerId: string;
}

const channelOf = (metadata: string): string | undefined => {
  try {
    const { channel } = JSON.parse(metadata) as { channel?: unknown };
    return typeof channel === 'string' && /^D[A-Z0-9]{2,30}$/u.test(channel) ? channel : undefined;
  } catch {
    return undefined;
  }
};

/** The command a press stands for; undefined when it names nothing that is there. */
const wordsOf = ({ control, value }: HomePress, parts: InboundParts): string | undefined => {
  const { command, menu } = homeControls[control];
  if (!menu) return command;
  const target = targetNamed(value, parts.inventory);
  return target === undefined ? undefined : `${command} ${target.name}`;
};

const answerPress = async (parts: InboundParts, press: HomePress, channel: string): Promise<Answer> => {
  const text = wordsOf(press, parts);
  if (text === undefined)
    return { message: sentence('That is no longer among the hosts that can be checked.'), audience: 'asker' };
  try {
    return await answerAsk(parts, {
      requestId: `btn-${press.triggerId}`,
      user: press.user,
      place: { team: press.team, channel },
      knownDirect: false,
      text,
      prefix: '/mail',
      where: 'here under Messages',
    });
  } catch (error) {
    const expected = error instanceof NotNow;
    const failed = 'a press in the App Home failed';
    parts.log[expected ? 'warn' : 'error']({ err: error, control: press.control }, failed);
    if (expected) return { message: sentence(error.message), audience: 'asker' };
    const words = 'That did not work: something unexpected went wrong, and it was logged.';
    return { message: sentence(words), audience: 'asker' };
  }
};

const shortEnough = 250;

/** Does what a press asks for: the answer comes under Messages, and the page says so. Acknowledges once it is queued. */
export const onHomePress = async (
  parts: InboundParts,
  show: (asked: HomeAsked) => Promise<void>,
  press: HomePress,
  ack: () => Promise<void>,
): Promise<void> => {
  const { user, hash } = press;
  const channel = channelOf(press.metadata);
  if (channel === undefined) {
    parts.log.warn({ user }, 'a page of the App Home does not say whose it is');
    return await ack();
  }
  if (press.control === 'home_refresh') {
    await ack();
    return parts.inFlight.track('the App Home', show({ user, channel, hash }));
  }
  const answer = await answerPress(parts, press, channel);
  // Runs show by themselves.
  const silent = answer.always !== true && answer.started !== undefined;
  const { text } = answer.message;
  const brief = silent || (answer.audience === 'asker' && text.length <= shortEnough);
  const notice = brief ? text : 'The answer is here under Messages.';
  try {
    await ack();
  } finally {
    const { outbox } = parts.writer;
    if (!silent) parts.inFlight.track('answering in the App Home', outbox.say({ channel }, answer.message));
    parts.inFlight.track('the App Home', show({ user, channel, hash, notice }));
  }
};
