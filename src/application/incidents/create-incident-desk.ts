import { allHostsOf } from '../../domain/command/find-hosts.ts';
import { act } from '../../domain/incident/act.ts';
import { ActionRefused, type IncidentAction } from '../../domain/incident/actions.ts';
import { causeKey, causeOf } from '../../domain/incident/cause.ts';
import { activeHosts } from '../../domain/incident/changed.ts';
import type { HostHealth } from '../../domain/incident/host-health.ts';
import { type Board, emptyBoard, type Incident, type Silence } from '../../domain/incident/incident.ts';
import { lift } from '../../domain/incident/lift.ts';
import { endMaintenance, maintain } from '../../domain/incident/maintain.ts';
import { noteOutcome } from '../../domain/incident/note-outcome.ts';
import { passTime } from '../../domain/incident/pass-time.ts';
import type { IncidentSettings } from '../../domain/incident/settings.ts';
import { incidentOf, settle } from '../../domain/incident/settle.ts';
import { silenceOf } from '../../domain/incident/silences.ts';
import { noteUnclear } from '../../domain/incident/unclear.ts';
import { watchByHost } from '../../domain/watch/watch-list.ts';
import type { Clock } from '../ports/clock.ts';
import type { Collections } from '../ports/collection.ts';
import type { IncidentReporter } from '../ports/incident-reporter.ts';
import type { Inventory } from '../ports/inventory.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/run-store.ts';
import type { DiagnosisRequest, RequestedDiagnosis } from '../request-diagnosis.ts';
import type { Watching } from '../watching/watching.ts';
import { buildChangeBoard } from './change-board.ts';
import type { IncidentDesk } from './incident-desk.ts';
import { boardId, createPublisher, type Hold } from './publish-incidents.ts';

interface DeskParts {
  readonly collections: Collections;
  readonly watching: Pick<Watching, 'list' | 'watchedHosts'>;
  readonly inventory: Inventory;
  readonly settings: IncidentSettings;
  /** For watches without a channel of their own. */
  readonly incidentChannel?: string | undefined;
  readonly reporter: IncidentReporter;
  readonly store: Pick<RunStore, 'claim'>;
  readonly requestDiagnosis: (asked: DiagnosisRequest) => Promise<RequestedDiagnosis>;
  readonly clock: Clock;
  readonly log: Log;
  /** Tells this process from all others. */
  readonly self: string;
}

/** The desk of one process, with what its end needs. */
export interface OwnDesk extends IncidentDesk {
  /** Resolves when nothing is being published by this process, or after `ms` milliseconds. */
  idle(ms: number): Promise<void>;
}

const keepMs = 90 * 86_400_000;

/** A proof checks its hosts again this often. Milliseconds. */
const proveEveryMs = 60_000;

const uncounted = (health: HostHealth | undefined): HostHealth | undefined =>
  health === undefined || (health.failing === 0 && !health.wavering)
    ? health
    : { ...health, failing: 0, sameCause: 0, wavering: 0 };

export const createIncidentDesk = (parts: DeskParts): OwnDesk => {
  const { collections, inventory, settings, clock, log } = parts;
  const boards = collections.open<Board>('incidents');
  const healths = collections.open<HostHealth>('health', keepMs);
  const closed = collections.open<Incident>('closed', keepMs);
  const holds = collections.open<Hold>('publishing', keepMs);
  const publisher = createPublisher({ ...parts, boards, closed, holds }, parts.self);
  const now = (): string => clock.now().toISOString();
  const board = async (): Promise<Board> => (await boards.get(boardId)) ?? emptyBoard;

  const change = buildChangeBoard(boards, boardId);

  const channelOf = async (host: string): Promise<string | undefined> => {
    const watch = watchByHost(await parts.watching.list(), inventory).get(host);
    return watch === undefined ? undefined : (watch.channel ?? parts.incidentChannel);
  };

  const get = async (id: string): Promise<Incident | undefined> =>
    (await board()).incidents.find((one) => one.id === id) ?? closed.get(id);

  /** Failing checks before and within a silence do not count after it. */
  const countAnew = async (hosts: readonly string[]): Promise<void> => {
    await Promise.all(hosts.map((host) => healths.change(host, uncounted)));
  };

  const proveNow = async ({ id, proving, ...incident }: Incident): Promise<void> => {
    if (proving === undefined || incident.state !== 'open') return;
    const begun = Date.parse(proving.at);
    const slot = Math.floor((clock.now().getTime() - begun) / proveEveryMs);
    const word = `prove-${id}-${Math.floor(begun / 1000)}-${slot}`;
    await Promise.all(
      activeHosts({ id, ...incident }).map(async ({ host }) => {
        if (!(await parts.store.claim(`${word}-${host}`, 10 * proveEveryMs))) return;
        await parts.requestDiagnosis({ runId: `${word}-${host}`, host, requestedBy: proving.by });
      }),
    );
  };

  const doAction = async (id: string, action: IncidentAction, by: string): Promise<Incident> => {
    const host = 'host' in action ? action.host : undefined;
    const health = host === undefined ? undefined : await healths.get(host);
    const archived = await closed.get(id);
    let after: Incident | undefined;
    const kept = await change((before) => {
      const incident = before.incidents.find((one) => one.id === id) ?? archived;
      if (incident === undefined) throw new ActionRefused('This incident is too old: it is not kept any more.');
      const next = act(before, incident, action, { by, now: now(), health });
      after = next.incidents.find((one) => one.id === id) ?? incident;
      return next;
    });
    if (action.kind === 'silence' && host !== undefined) await countAnew([host]);
    publisher.publish(kept);
    const result = after as Incident;
    if (action.kind === 'prove')
      await proveNow(result).catch((err: unknown) =>
        log.warn({ err, incident: id }, 'checks of a proof could not be queued; they follow'),
      );
    return result;
  };

  return {
    board,
    get,
    ofHost: async (host) => incidentOf(await board(), host),
    health: (hosts) => healths.getMany(hosts),
    act: doAction,
    endSilence: async (id, by) => {
      const host = (await board()).silences.find((one) => one.id === id)?.host;
      const health = host === undefined ? undefined : await healths.get(host);
      let ended: Silence | undefined;
      const kept = await change((before) => {
        ended = before.silences.find((one) => one.id === id);
        return ended === undefined ? before : lift(before, [ended], { by, now: now(), health });
      });
      publisher.publish(kept);
      return ended;
    },
    maintain: async (targets, seconds, by) => {
      const hosts = allHostsOf(targets, inventory);
      if (seconds !== 'end') {
        publisher.publish(await change((before) => maintain(before, hosts, seconds, { by, now: now() })));
        await countAnew(hosts);
        return hosts;
      }
      let ended: readonly string[] = [];
      await change((before) => {
        ended = before.silences.flatMap(({ kind, host }) =>
          kind === 'maintenance' && host !== undefined && hosts.includes(host) ? [host] : [],
        );
        return endMaintenance(before, hosts);
      });
      return ended;
    },
    follow: async ({ request: { runId, host, requestedAt }, diagnosis, sinceWorked }) => {
      if (diagnosis === undefined) {
        await change((before) => {
          const incident = incidentOf(before, host);
          return incident === undefined ? before : noteUnclear(before, incident, host, requestedAt);
        });
        return;
      }
      const cause = causeOf(diagnosis);
      const key = cause === undefined ? undefined : causeKey(cause);
      const counted = cause === undefined || silenceOf(await board(), host, key, now()) === undefined;
      const health = await healths.change(host, (before) =>
        noteOutcome(before, { runId, diagnosis, sinceWorked }, counted),
      );
      if (health === undefined) return;
      const channel = await channelOf(host);
      const context = { now: now(), settings, ...(channel === undefined ? {} : { channel }) };
      publisher.publish(await change((before) => settle(before, health, context)));
    },
    tick: async () => {
      const watched = await parts.watching.watchedHosts();
      const time = { now: now(), settings, isWatched: (host: string) => watched.has(host) };
      const kept = await change((before) => passTime(before, time));
      publisher.publish(kept);
      await Promise.all(kept.incidents.map(proveNow));
    },
    idle: (ms) => publisher.idle(ms),
  };
};
