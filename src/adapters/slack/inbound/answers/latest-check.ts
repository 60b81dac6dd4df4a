import { offered } from '../../../../domain/policy/policy.ts';
import { checklistMessage, queueMessage } from '../../blocks/known-answers.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import { startedAnswer } from './diagnose.ts';

/** `queue` and `checklist`: from the newest finished run of the host; without one, a run is started. */
export const answerLatestCheck: Answerer<'queue' | 'checklist'> = async (parts, ask, { kind, host }) => {
  const { writer, limits, policy, clock } = parts;
  let record: Awaited<ReturnType<typeof writer.outbox.store.latest>>;
  try {
    record = await within(limits.lookUpMs, 'reading the latest check', writer.outbox.store.latest(host));
  } catch (cause) {
    throw new NotNow(
      `I could not read the latest check of ${host}, and nothing was started. Please try again in a moment.`,
      cause,
    );
  }
  if (record?.diagnosis === undefined)
    return await startedAnswer(parts, ask, { hosts: [host], scope: host }, `${host} was not checked yet.`);
  const render = kind === 'queue' ? queueMessage : checklistMessage;
  const message = render(record, record.diagnosis, clock.now(), (right) => offered(policy[right], ask.place.channel));
  return { message, audience: 'all' };
};
