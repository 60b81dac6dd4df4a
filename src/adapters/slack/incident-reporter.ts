import type { IncidentReporter } from '../../application/ports/incident-reporter.ts';
import type { Log } from '../../application/ports/log.ts';
import type { Incident, IncidentEvent } from '../../domain/incident/incident.ts';
import type { IncidentSettings } from '../../domain/incident/settings.ts';
import { offered, type PolicyTable } from '../../domain/policy/policy.ts';
import { eventMessage } from './blocks/incident/event.ts';
import { incidentRoot } from './blocks/incident/root.ts';
import { incidentKey, incidentLink, type RootPost, rootOf, rootStep } from './incident-posts.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { SlackMessage } from './outbox/slack-message.ts';
import { isClosedPlace, SlackRefused } from './outbox/slack-trouble.ts';

export interface IncidentReporterParts {
  readonly outbox: Outbox;
  readonly policy: PolicyTable;
  readonly log: Log;
  readonly settings: IncidentSettings;
}

/** A person is told directly once a state of the incident, should its channel be closed. */
const directOnceMs = 7 * 86_400_000;

/** In a storm, of what only grows the newest word is enough. */
const growth = new Set<IncidentEvent['kind']>(['joined', 'queue']);

/** Shows incidents in Slack: one root message, and what matters in its thread. */
export const buildIncidentReporter = ({ outbox, policy, log, settings }: IncidentReporterParts): IncidentReporter => {
  const rootMessage = async (incident: Incident): Promise<SlackMessage> => {
    const { previous, channel } = incident;
    const previousLink = previous === undefined ? undefined : await incidentLink(outbox, { id: previous.id, channel });
    return incidentRoot(incident, { offered: (right) => offered(policy[right], channel), previousLink });
  };

  const edit = (
    incident: Incident,
    { step, ts }: Pick<RootPost, 'step' | 'ts'>,
    message: SlackMessage,
  ): Promise<void> => outbox.editInOrder(incidentKey(incident, step), { ts, version: incident.version, message });

  /** Edits the root; one that was deleted is posted anew. Resolves with the message whose thread holds the rest. */
  const showRoot = async (incident: Incident, message: SlackMessage): Promise<string> => {
    const root = await rootOf(outbox, incident);
    if (root === undefined) {
      const ts = await outbox.post(incidentKey(incident, 'root'), incident, message);
      // Another process may have posted an older state.
      await edit(incident, { step: 'root', ts }, message);
      return ts;
    }
    try {
      await edit(incident, root, message);
      return root.ts;
    } catch (error) {
      if (!(error instanceof SlackRefused)) throw error;
      const closed: boolean = isClosedPlace(error);
      if (closed) throw error;
      log.warn({ err: error, incident: incident.id }, 'the message of an incident could not be edited');
      // Where edits are forbidden, the thread says how it goes on.
      if (error.error !== 'message_not_found') return root.ts;
      return await outbox.post(incidentKey(incident, rootStep(root.number + 1)), incident, message);
    }
  };

  const tellEvents = async (incident: Incident, thread: string): Promise<void> => {
    const { events, published, channel } = incident;
    const waiting = [...events.entries()].filter(([number, { told }]) => told && number >= published.events);
    for (const [number, event] of waiting) {
      const outgrown = growth.has(event.kind) && waiting.some(([at, { kind }]) => at > number && kind === event.kind);
      if (outgrown) continue;
      const message = eventMessage(incident, event, settings);
      await outbox.post(incidentKey(incident, `event-${number}`), { channel, thread }, message);
    }
  };

  /** Who should know although the channel is closed: whoever has it in hand, else whoever would be called. */
  const personFor = ({ assigned, acknowledged }: Incident): string | undefined =>
    [assigned?.to, acknowledged?.by, settings.escalateTo].find((id) => id !== undefined && /^[UW]/u.test(id));

  const elsewhere = async (incident: Incident, message: SlackMessage, cause: SlackRefused): Promise<void> => {
    const { id, state, channel } = incident;
    log.error({ err: cause, incident: id, channel }, 'Slack refuses to show an incident in its channel');
    const person = isClosedPlace(cause) ? personFor(incident) : undefined;
    if (person === undefined) return;
    // There is no way to look there for a message of ours, so this one is tried once.
    const once = `slack-direct-incident-${id}-${state}-${person}`;
    if (await outbox.store.claim(once, directOnceMs)) await outbox.say({ channel: person }, message);
  };

  return {
    async publish(incident) {
      const message = await rootMessage(incident);
      try {
        const thread = await showRoot(incident, message);
        await tellEvents(incident, thread);
      } catch (error) {
        if (!(error instanceof SlackRefused)) throw error;
        await elsewhere(incident, message, error);
      }
    },
  };
};
