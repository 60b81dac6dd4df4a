import type { RunRecord } from '../../../application/ports/run-store.ts';
import { sentence } from '../blocks/answers.ts';
import { type ButtonId, buttonTable } from '../blocks/buttons.ts';
import { readChoice } from '../blocks/host-menu.ts';
import { explanationMessage } from '../blocks/known-answers.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { within } from '../people/within.ts';
import { shareEvidence } from '../share-evidence.ts';
import { admit } from './admit.ts';
import { NotNow } from './not-now.ts';
import type { InboundParts } from './parts.ts';
import type { PressPlace } from './pressed-at.ts';
import { startedWords, startRuns } from './start-runs.ts';

/** A press of a button, as far as it is believed: the value only finds a record. */
export interface Press extends PressPlace {
  readonly button: ButtonId;
  /** The value of the button: the id of a run, or what `readChoice` reads. */
  readonly runId: string;
  readonly channel: string;
}

const gone = sentence(
  'That check is too old for this button: I no longer have its result. Run a new one with /mail diagnose HOST.',
);

const readRecord = async (parts: InboundParts, runId: string): Promise<RunRecord | undefined> => {
  try {
    return await within(parts.limits.lookUpMs, 'reading the run', parts.writer.outbox.store.get(runId));
  } catch (cause) {
    throw new NotNow(
      'I could not read that check, and nothing was done. Please press the button again in a moment.',
      cause,
    );
  }
};

/** Of a menu or an offer: the check starts in the thread of the message that asked. */
const checkHost = async (parts: InboundParts, press: Press): Promise<SlackMessage> => {
  const choice = readChoice(press.runId);
  const host = parts.inventory.find(choice.host)?.name;
  if (host === undefined)
    return sentence('That host is no longer among those that can be checked. Nothing was started.');
  const { team, channel, user } = press;
  const thread = choice.thread ?? press.thread;
  const place = { team, channel, ...(thread === undefined ? {} : { thread }) };
  const started = await startRuns(parts, { requestId: `btn-${press.triggerId}`, hosts: [host], user, place });
  return sentence(startedWords(started, thread === undefined ? 'here' : 'in the thread'));
};

const runAgain = async (parts: InboundParts, press: Press, record: RunRecord): Promise<SlackMessage> => {
  const host = parts.inventory.find(record.request.host)?.name;
  if (host === undefined)
    return sentence(`${record.request.host} is no longer among the hosts that can be checked. Nothing was started.`);
  const { team, channel, thread, user } = press;
  const place = { team, channel, ...(thread === undefined ? {} : { thread }) };
  const started = await startRuns(parts, { requestId: `btn-${press.triggerId}`, hosts: [host], user, place });
  return sentence(startedWords(started, thread === undefined ? 'in this channel' : 'in the thread of this message'));
};

const showEvidence = async (parts: InboundParts, press: Press, record: RunRecord): Promise<SlackMessage> => {
  // Only where the run is shown: a run id carried to another channel opens nothing there.
  const view = record.views.find(({ place }) => place.channel === press.channel && place.team === press.team);
  const thread = view?.place.thread ?? view?.posts['root']?.ts;
  if (view === undefined || thread === undefined)
    return sentence('That check is not shown in this channel, so its evidence is not either.');
  await shareEvidence(parts.writer.outbox, record, view, thread);
  return sentence(`Everything that was read on ${record.request.host} is in the thread, as a text file.`);
};

const answerPress = async (parts: InboundParts, press: Press): Promise<() => Promise<SlackMessage>> => {
  const { right, label } = buttonTable[press.button];
  const asker = { user: press.user, channel: press.channel, knownDirect: false };
  const admission = await admit(parts, asker, right, `button "${label}"`);
  if ('denied' in admission) return async () => sentence(admission.denied);
  if (press.button === 'check_host') {
    const message = await checkHost(parts, press);
    return async () => message;
  }
  const record = await readRecord(parts, press.runId);
  if (record === undefined) return async () => gone;
  if (press.button === 'run_again') {
    const message = await runAgain(parts, press, record);
    return async () => message;
  }
  const what = `button "${label}" of ${record.request.host}`;
  parts.audit.record({ who: press.user, what, where: press.channel, outcome: 'allowed' });
  const { diagnosis } = record;
  if (diagnosis === undefined) return async () => sentence('That check has no result yet.');
  if (press.button === 'show_explanation') return async () => explanationMessage(diagnosis);
  return () => showEvidence(parts, press, record);
};

/** Asks the policy, queues what is to be queued, acknowledges, and tells the person what came of it. */
export const onButton = async (parts: InboundParts, press: Press, ack: () => Promise<void>): Promise<void> => {
  let later: () => Promise<SlackMessage>;
  const unexpected = (error: unknown): SlackMessage => {
    const expected = error instanceof NotNow;
    parts.log[expected ? 'warn' : 'error']({ err: error, button: press.button, runId: press.runId }, 'a button failed');
    if (expected) return sentence(error.message);
    return sentence('That did not work: something unexpected went wrong, and it was logged.');
  };
  try {
    later = await answerPress(parts, press);
  } catch (error) {
    const message = unexpected(error);
    later = async () => message;
  }
  const tell = async (): Promise<void> => {
    const message = await later().catch(unexpected);
    await parts.writer.outbox.whisper(press, message);
  };
  try {
    await ack();
  } finally {
    parts.inFlight.track('answering a button', tell());
  }
};
