import { targetsEnded } from '../../blocks/incident/ended.ts';
import { maintenanceMessage } from '../../blocks/incident/watch-messages.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import { notSetUp } from './not-set-up.ts';

export const answerMaintenance: Answerer<'maintenance'> = async (parts, ask, { targets, seconds }) => {
  const { incidents, limits, clock } = parts;
  if (incidents === undefined) return notSetUp;
  let hosts: readonly string[];
  try {
    hosts = await within(limits.enqueueMs, 'noting the maintenance', incidents.maintain(targets, seconds, ask.user));
  } catch (cause) {
    throw new NotNow('Not confirmed: the maintenance could not be noted in time. Look with "incidents".', cause);
  }
  if (seconds === 'end') return { message: targetsEnded('maintenance', targets, hosts.length), audience: 'asker' };
  const until = new Date(clock.now().getTime() + seconds * 1000).toISOString();
  return { message: maintenanceMessage(targets, hosts, until), audience: 'asker' };
};
