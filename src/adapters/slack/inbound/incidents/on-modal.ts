import { ActionRefused, type IncidentAction } from '../../../../domain/incident/actions.ts';
import { sentence } from '../../blocks/answers.ts';
import { controlRights } from '../../blocks/incident/controls.ts';
import { inputs, readOrigin } from '../../blocks/incident/modals.ts';
import { cut, oneLine } from '../../blocks/text.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { sleep } from '../../outbox/timing.ts';
import { admit } from '../admit.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { actAt } from './act-at.ts';
import { ackAfterMs, troubleMessage } from './on-control.ts';
import { readTime } from './read-time.ts';

/** A form that was submitted, as far as it is believed. */
export interface Submitted {
  readonly callback: string;
  readonly metadata: string;
  readonly user: string;
  readonly values: Readonly<Record<string, Readonly<Record<string, Entered>>>>;
}

interface Entered {
  readonly value?: string | null;
  readonly selected_user?: string | null;
  readonly selected_option?: { readonly value: string } | null;
}

/** Words by the block they are about, shown in the form. */
type Errors = Readonly<Record<string, string>>;
type Read = { readonly action: IncidentAction } | { readonly errors: Errors };

const of = ({ values }: Submitted, name: string): Entered => values[name]?.[name] ?? {};

const readAssign = async (parts: InboundParts, submitted: Submitted, channel: string): Promise<Read> => {
  const to = of(submitted, inputs.person).selected_user;
  if (to == null) return { errors: { [inputs.person]: 'Pick a person.' } };
  const { person } = await parts.facts({ user: to, channel, knownDirect: true }, {});
  if (person !== 'member')
    return { errors: { [inputs.person]: 'Only full members of this workspace can have it. Pick somebody else.' } };
  return { action: { kind: 'assign', to } };
};

const readTimed = (submitted: Submitted, mayBeEndless: boolean) => {
  const time = readTime(of(submitted, inputs.time).value ?? '', mayBeEndless);
  return 'problem' in time ? { errors: { [inputs.time]: time.problem } } : time;
};

const readSilence = (submitted: Submitted): Read => {
  const host = of(submitted, inputs.host).selected_option?.value;
  if (host === undefined) return { errors: { [inputs.host]: 'Pick a host.' } };
  const time = readTimed(submitted, true);
  return 'errors' in time ? time : { action: { kind: 'silence', host, seconds: time.seconds } };
};

const readSnooze = (submitted: Submitted): Read => {
  const time = readTimed(submitted, false);
  if ('errors' in time) return time;
  return { action: { kind: 'snooze', seconds: time.seconds ?? 0 } };
};

const forms = {
  incident_snooze: { read: async (_: InboundParts, submitted: Submitted) => readSnooze(submitted), at: inputs.time },
  incident_silence: { read: async (_: InboundParts, submitted: Submitted) => readSilence(submitted), at: inputs.time },
  incident_assign: { read: readAssign, at: inputs.person },
} as const;

type FormId = keyof typeof forms;
const isForm = (id: string): id is FormId => Object.hasOwn(forms, id);

type Outcome = { readonly errors: Errors } | { readonly message: SlackMessage };

const perform = async (parts: InboundParts, submitted: Submitted, id: FormId): Promise<Outcome> => {
  const form = forms[id];
  const says = (words: string): Outcome => ({ errors: { [form.at]: cut(oneLine(words), 500) } });
  const origin = readOrigin(submitted.metadata);
  if (origin === undefined) return says('This form is no longer valid. Nothing was changed.');
  const channel = origin.channel === '' ? submitted.user : origin.channel;
  const what = `${id.replaceAll('_', ' ')} ${origin.incident}`;
  const record = { who: submitted.user, what, where: channel };
  try {
    const asker = { user: submitted.user, channel, knownDirect: origin.channel === '' };
    const admission = await admit(parts, asker, controlRights[id], what);
    if ('denied' in admission) return says(admission.denied);
    const read = await form.read(parts, submitted, channel);
    if ('errors' in read) return read;
    const message = await actAt(parts, origin.incident, read.action, submitted.user);
    parts.audit.record({ ...record, outcome: 'allowed' });
    return { message };
  } catch (error) {
    if (error instanceof ActionRefused) parts.audit.record({ ...record, outcome: 'rejected', detail: error.message });
    const message = troubleMessage(parts, error, what);
    return error instanceof ActionRefused || error instanceof NotNow ? says(error.message) : { message };
  }
};

/** Takes a submitted form: what is wrong is said in it, and what was done privately. */
export const onModal = async (
  parts: InboundParts,
  submitted: Submitted,
  ack: (answer?: { response_action: 'errors'; errors: Errors }) => Promise<void>,
): Promise<void> => {
  if (!isForm(submitted.callback)) return await ack();
  const done = perform(parts, submitted, submitted.callback);
  const outcome = await Promise.race([done, sleep(ackAfterMs)]);
  if (outcome !== undefined && 'errors' in outcome)
    return await ack({ response_action: 'errors', errors: outcome.errors });
  try {
    await ack();
  } finally {
    parts.inFlight.track(
      'answering a form',
      done.then((end) => tell(parts, submitted, end)),
    );
  }
};

const tell = async (parts: InboundParts, { user, metadata }: Submitted, end: Outcome): Promise<void> => {
  // Too late for the form, which is closed by now.
  const message = 'message' in end ? end.message : sentence(Object.values(end.errors).join(' '));
  const channel = readOrigin(metadata)?.channel;
  if (channel === undefined || channel === '') return await parts.writer.outbox.say({ channel: user }, message);
  await parts.writer.outbox.whisper({ user, channel }, message);
};
