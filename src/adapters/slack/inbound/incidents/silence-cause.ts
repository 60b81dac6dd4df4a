import { ActionRefused } from '../../../../domain/incident/actions.ts';
import { readOrigin, silenceModal } from '../../blocks/incident/modals.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { InboundParts } from '../parts.ts';
import { actAt } from './act-at.ts';
import type { ControlPress } from './control-press.ts';
import { readIncident } from './read-incident.ts';
import { readTime } from './read-time.ts';

/** The button within the form: the time beside it holds for the cause. A time that cannot be read is said in the form. */
export const silenceCause = async (parts: InboundParts, press: ControlPress): Promise<SlackMessage | undefined> => {
  const origin = readOrigin(press.view?.metadata ?? '');
  if (press.view === undefined || origin === undefined)
    throw new ActionRefused('That form is no longer valid. Nothing was changed.');
  const time = readTime(press.view.time, true);
  if ('seconds' in time)
    return await actAt(parts, origin.incident, { kind: 'silence', seconds: time.seconds }, press.user);
  const view = silenceModal(await readIncident(parts, origin.incident), origin, time.problem);
  await parts.writer.outbox.caller.call('views.update', { view_id: press.view.id, view });
  return undefined;
};
