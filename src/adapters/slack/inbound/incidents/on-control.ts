import { ActionRefused } from '../../../../domain/incident/actions.ts';
import { sentence } from '../../blocks/answers.ts';
import { endModal, readOrigin } from '../../blocks/incident/modals.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { sleep } from '../../outbox/timing.ts';
import { admit } from '../admit.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { answerControl } from './answer-control.ts';
import { type ControlPress, rightOf } from './control-press.ts';

/** Slack waits 3 s for an acknowledgement; what takes longer goes on after it. */
export const ackAfterMs = 2_200;

/** What the person reads when it did not work. */
export const troubleMessage = (parts: InboundParts, error: unknown, what: string): SlackMessage => {
  if (error instanceof ActionRefused) return sentence(error.message);
  const expected = error instanceof NotNow;
  parts.log[expected ? 'warn' : 'error']({ err: error, what }, 'something pressed in an incident failed');
  // Whoever gave up on the store cannot know whether it did it all the same.
  const unclear =
    'Not confirmed: something went wrong, and it was logged. Look whether it was done, and try again if not.';
  return sentence(expected ? error.message : unclear);
};

/** The channel whose policy counts: of the message, or of the message that opened the form. */
const placeOf = (press: ControlPress): string | undefined =>
  press.channel ?? (readOrigin(press.view?.metadata ?? '')?.channel || undefined);

const perform = async (parts: InboundParts, press: ControlPress): Promise<SlackMessage | undefined> => {
  const channel = placeOf(press);
  const what = `${press.control.replaceAll('_', ' ')} ${press.id.slice(0, 100)}`;
  try {
    // The App Home is between the bot and one person, as a direct conversation.
    const asker = { user: press.user, channel: channel ?? press.user, knownDirect: channel === undefined };
    const admission = await admit(parts, asker, rightOf(press), what);
    if ('denied' in admission) return sentence(admission.denied);
    parts.audit.record({ who: press.user, what, where: asker.channel, outcome: 'allowed' });
    return await answerControl(parts, press);
  } catch (error) {
    if (error instanceof ActionRefused)
      parts.audit.record({
        who: press.user,
        what,
        where: channel ?? press.user,
        outcome: 'rejected',
        detail: error.message,
      });
    return troubleMessage(parts, error, what);
  }
};

const tell = async (parts: InboundParts, press: ControlPress, message: SlackMessage | undefined): Promise<void> => {
  const { outbox } = parts.writer;
  if (message === undefined) return;
  if (press.view !== undefined) {
    const view = endModal(message, 'Incident');
    const shown = await outbox.caller.call('views.update', { view_id: press.view.id, view });
    if (shown.kind === 'done') return;
  }
  const channel = placeOf(press);
  if (channel === undefined) return await outbox.say({ channel: press.user }, message);
  await outbox.whisper({ user: press.user, channel, thread: press.thread, responseUrl: press.responseUrl }, message);
};

/** Asks the policy, does it, and tells the person; acknowledges when it is done, or in time. */
export const onControl = async (parts: InboundParts, press: ControlPress, ack: () => Promise<void>): Promise<void> => {
  const done = perform(parts, press);
  await Promise.race([done, sleep(ackAfterMs)]);
  try {
    await ack();
  } finally {
    const told = done.then((message) => tell(parts, press, message));
    parts.inFlight.track('answering a button of an incident', told);
  }
};
