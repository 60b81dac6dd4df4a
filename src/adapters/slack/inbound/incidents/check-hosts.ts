import { activeHosts } from '../../../../domain/incident/changed.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import { count } from '../../../../domain/incident/words.ts';
import { sentence } from '../../blocks/answers.ts';
import { rootOf } from '../../incident-posts.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { InboundParts } from '../parts.ts';
import { startedWords, startRuns } from '../start-runs.ts';
import type { ControlPress } from './control-press.ts';

/** So many hosts are shown check by check in the thread; more are checked as a watch does, and show in the incident. */
const mostShown = 3;
const atOnce = 20;

/** Checks the hosts of an incident now; all it ever had when it is over. */
export const checkHosts = async (
  parts: InboundParts,
  press: ControlPress,
  incident: Incident,
): Promise<SlackMessage> => {
  const named = incident.state === 'open' ? activeHosts(incident) : incident.hosts;
  const hosts = named.flatMap(({ host }) => parts.inventory.find(host)?.name ?? []);
  if (hosts.length === 0) return sentence('None of its hosts is among those that can be checked. Nothing was started.');
  const requestId = `btn-${press.triggerId}`;
  if (hosts.length <= mostShown) {
    const root = await rootOf(parts.writer.outbox, incident);
    const place = { team: press.team, channel: incident.channel, ...(root === undefined ? {} : { thread: root.ts }) };
    const started = await startRuns(parts, { requestId, hosts, user: press.user, place });
    return sentence(startedWords(started, 'in the thread of the incident'));
  }
  let failed = 0;
  for (let from = 0; from < hosts.length; from += atOnce)
    await Promise.all(
      hosts.slice(from, from + atOnce).map(async (host) => {
        const runId = `${requestId}-${host}`.replace(/[^\w.-]/gu, '_');
        try {
          await parts.requestDiagnosis({ runId, host, requestedBy: press.user });
        } catch (err) {
          failed += 1;
          parts.log.error({ err, runId, host }, 'a check of an incident could not be queued');
        }
      }),
    );
  const trouble = failed === 0 ? '' : ` ${count(failed, 'check')} could not be queued; press again in a moment.`;
  return sentence(`Checking ${count(hosts.length - failed, 'host')}; the incident shows what comes of it.${trouble}`);
};
