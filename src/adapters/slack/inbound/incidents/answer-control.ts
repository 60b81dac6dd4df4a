import { ActionRefused, type IncidentAction } from '../../../../domain/incident/actions.ts';
import { sentence } from '../../blocks/answers.ts';
import { targetsEnded } from '../../blocks/incident/ended.ts';
import { readTargetsValue } from '../../blocks/incident/targets.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { InboundParts } from '../parts.ts';
import { actAt } from './act-at.ts';
import { checkHosts } from './check-hosts.ts';
import { type ControlPress, rightOf } from './control-press.ts';
import { openModal } from './open-modal.ts';
import { deskOf, readIncident } from './read-incident.ts';
import { shareTimeline } from './share-timeline.ts';
import { silenceCause } from './silence-cause.ts';
import { snoozeSeconds } from './snooze-seconds.ts';

const simple: Partial<Record<ControlPress['control'], IncidentAction['kind']>> = {
  incident_acknowledge: 'acknowledge',
  incident_unacknowledge: 'unacknowledge',
  incident_unassign: 'unassign',
  incident_unsnooze: 'unsnooze',
  incident_unsilence: 'unsilence',
  incident_prove: 'prove',
};

const endTargets = async (parts: InboundParts, press: ControlPress): Promise<SlackMessage> => {
  const targets = readTargetsValue(press.id, parts.inventory);
  if (targets.length === 0) throw new ActionRefused('None of that is among the hosts any more. Nothing was changed.');
  if (press.control === 'incident_end_maintenance') {
    const hosts = await deskOf(parts).maintain(targets, 'end', press.user);
    return targetsEnded('maintenance', targets, hosts.length);
  }
  if (parts.watching === undefined) throw new ActionRefused('Nothing is watched here.');
  const ended = await parts.watching.remove(targets, press.user);
  return targetsEnded('watch', ended, ended.length);
};

const endSilence = async (parts: InboundParts, press: ControlPress): Promise<SlackMessage> => {
  const ended = await deskOf(parts).endSilence(press.id, press.user);
  if (ended === undefined) return sentence('That was over already.');
  const what = ended.host ?? 'The cause';
  return sentence(
    ended.kind === 'maintenance' ? `The maintenance of ${what} is over.` : `${what} is no longer silenced.`,
  );
};

/** Does what somebody who may do it pressed. Nothing to say when a modal opened. Rejects with ActionRefused or NotNow. */
export const answerControl = async (parts: InboundParts, press: ControlPress): Promise<SlackMessage | undefined> => {
  const { control, id, user } = press;
  const kind = simple[control];
  if (kind !== undefined) return await actAt(parts, id, { kind } as IncidentAction, user);
  switch (control) {
    case 'incident_assign_me':
      return await actAt(parts, id, { kind: 'assign', to: user }, user);
    case 'incident_snooze': {
      if (press.word === 'other') return await openModal(parts, press);
      const seconds = await snoozeSeconds(parts, press.word, user);
      if (seconds === undefined) throw new ActionRefused('I do not know that time. Nothing was changed.');
      return await actAt(parts, id, { kind: 'snooze', seconds }, user);
    }
    case 'incident_assign':
    case 'incident_silence':
      return await openModal(parts, press);
    case 'incident_silence_cause':
      return await silenceCause(parts, press);
    case 'incident_end_silence':
      return await endSilence(parts, press);
    case 'incident_end_watch':
    case 'incident_end_maintenance':
      return await endTargets(parts, press);
    case 'incident_check':
      return await checkHosts(parts, press, await readIncident(parts, id));
    case 'incident_timeline':
      return await shareTimeline(parts, await readIncident(parts, id));
    default:
      throw new Error(`nothing answers to ${control} (${rightOf(press)})`);
  }
};
