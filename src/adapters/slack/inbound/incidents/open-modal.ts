import type { types } from '@slack/bolt';
import { ActionRefused } from '../../../../domain/incident/actions.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { assignModal, type ModalOrigin, silenceModal, snoozeModal } from '../../blocks/incident/modals.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import type { ControlPress } from './control-press.ts';
import { readIncident } from './read-incident.ts';

const modals: Partial<Record<ControlPress['control'], (incident: Incident, origin: ModalOrigin) => types.ModalView>> = {
  incident_snooze: snoozeModal,
  incident_assign: assignModal,
  incident_silence: silenceModal,
};

/** Opens the modal of a control; Slack takes the trigger for 3 s only. */
export const openModal = async (parts: InboundParts, press: ControlPress): Promise<undefined> => {
  const incident = await readIncident(parts, press.id);
  if (incident.state === 'resolved') throw new ActionRefused('This incident is resolved: there is nothing left to do.');
  const build = modals[press.control];
  if (build === undefined) throw new Error(`${press.control} has no modal`);
  const view = build(incident, { incident: incident.id, channel: press.channel ?? '' });
  const outcome = await parts.writer.outbox.caller.call('views.open', { trigger_id: press.triggerId, view });
  if (outcome.kind === 'done') return undefined;
  const cause = outcome.kind === 'limited' ? undefined : outcome.cause;
  throw new NotNow('Slack did not let me open the form, and nothing was changed. Please press again.', cause);
};
