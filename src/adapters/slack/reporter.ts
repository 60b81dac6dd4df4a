import type { Log } from '../../application/ports/log.ts';
import type { RunReporter } from '../../application/ports/run-reporter.ts';
import type { RunRecord, RunView } from '../../application/ports/run-store.ts';
import { offered, type PolicyTable } from '../../domain/policy/policy.ts';
import { type Live, nothingYet, withProgress } from './blocks/plan.ts';
import { reportMessage } from './blocks/report-message.ts';
import { brokenRoot, finalRoot, liveRoot, type RootContext } from './blocks/root-message.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PostKey } from './outbox/post-key.ts';
import type { SlackMessage } from './outbox/slack-message.ts';
import { isClosedPlace, SlackRefused } from './outbox/slack-trouble.ts';
import { shareEvidence } from './share-evidence.ts';

/** The start of a run is shown within this time or not at all; the answer comes anyway. */
const startLimitMs = 20_000;
const directOnceMs = 86_400_000;

export interface ReporterParts {
  readonly outbox: Outbox;
  readonly policy: PolicyTable;
  readonly log: Log;
}

/** The reporter, and what the bot itself uses of it. */
export interface SlackReporter extends RunReporter {
  /** Shows a run in places where nothing shows it yet: it waits for a worker, or a place joined while it was under way. */
  waiting(runId: string): Promise<void>;
}

interface Run {
  state: Live;
  readonly shown: { readonly channel: string; readonly ts: string; readonly context: RootContext }[];
}

const key = (record: RunRecord, view: RunView, step: string): PostKey => ({
  runId: record.request.runId,
  place: view.place,
  step,
});

export const buildReporter = ({ outbox, policy, log }: ReporterParts): SlackReporter => {
  /** Progress of runs in hand, and the messages that show it. */
  const live = new Map<string, Run>();

  const contextOf = (record: RunRecord, view: RunView): RootContext => ({
    runId: record.request.runId,
    host: record.request.host,
    requestedBy: view.requestedBy,
    requestedAt: record.request.requestedAt,
    offered: (right) => offered(policy[right], view.place.channel),
  });

  const recordOf = async (runId: string): Promise<RunRecord> => {
    const record = await outbox.store.get(runId);
    if (record === undefined) throw new Error(`the record of run ${runId} is gone, so nothing can be shown`);
    return record;
  };

  const root = (record: RunRecord, view: RunView, message: SlackMessage, limitMs?: number): Promise<string> =>
    outbox.post(key(record, view, 'root'), view.place, message, limitMs);

  /** All views at once; one place that is closed must not keep the others waiting. Rejects when a place may still be served later. */
  const eachView = async (record: RunRecord, show: (view: RunView) => Promise<void>): Promise<void> => {
    const views = record.views.filter(({ place }) => place.team !== 'terminal' && place.survey === undefined);
    const ends = await Promise.allSettled(views.map(show));
    let later: unknown;
    for (const [index, end] of ends.entries()) {
      if (end.status === 'fulfilled') continue;
      if (!(end.reason instanceof SlackRefused)) {
        later = end.reason;
        continue;
      }
      const { runId, host } = record.request;
      log.error({ err: end.reason, runId, host, channel: views[index]?.place.channel }, 'Slack refuses to show a run');
    }
    if (later !== undefined) throw later as Error;
  };

  /** Shows the end of a run in one place, each step once: the root message, then what belongs into its thread. */
  const close = async (record: RunRecord, view: RunView, message: SlackMessage): Promise<string> => {
    const done = view.posts['end']?.ts;
    if (done !== undefined) return done;
    const before = view.posts['root']?.ts;
    const ts = await root(record, view, message);
    // A root that was posted just now says it already, unless somebody else posted an earlier state.
    try {
      await outbox.edit.last(view.place.channel, ts, message);
    } catch (error) {
      if (!(error instanceof SlackRefused) || before === undefined) throw error;
      // Somebody deleted the message, or it may not be edited any more: the answer goes into one of its own.
      log.warn({ err: error, runId: record.request.runId }, 'the message of a run could not be edited');
      const again = await outbox.post(key(record, view, 'root-again'), view.place, message);
      await outbox.mark(key(record, view, 'end'), again);
      return again;
    }
    await outbox.mark(key(record, view, 'end'), ts);
    return ts;
  };

  /** The answer for somebody whose channel does not take it any more. */
  const elsewhere = async (record: RunRecord, view: RunView, message: SlackMessage, cause: unknown): Promise<void> => {
    if (!isClosedPlace(cause)) throw cause as Error;
    log.warn(
      { err: cause, runId: record.request.runId, channel: view.place.channel },
      'a channel is closed; the answer goes to the person',
    );
    // There is no way to look there for a message of ours, so this one is tried once.
    const once = `slack-direct-${record.request.runId}-${view.requestedBy}`;
    if (await outbox.store.claim(once, directOnceMs)) await outbox.say({ channel: view.requestedBy }, message);
  };

  const forget = (runId: string): void => {
    live.delete(runId);
  };

  return {
    async waiting(runId) {
      const record = await recordOf(runId);
      if (record.state === 'finished' || record.state === 'failed') return;
      const phase = record.state === 'queued' ? 'queued' : 'joined';
      await eachView(record, async (view) => {
        if (view.posts['root'] !== undefined) return;
        await root(record, view, liveRoot(contextOf(record, view), { ...nothingYet, phase }), startLimitMs);
      });
    },

    async started(runId) {
      // Before anything is awaited: progress comes while the record is read.
      const run: Run = { state: { ...nothingYet, phase: 'starting' }, shown: [] };
      live.set(runId, run);
      const record = await recordOf(runId);
      await eachView(record, async (view) => {
        const context = contextOf(record, view);
        const ts = await root(record, view, liveRoot(context, run.state), startLimitMs);
        const { channel } = view.place;
        run.shown.push({ channel, ts, context });
        if (live.get(runId) === run) outbox.edit.live(channel, ts, liveRoot(context, run.state));
      });
    },

    progressed(runId, progress) {
      const run = live.get(runId);
      if (run === undefined) return;
      run.state = withProgress(run.state, progress);
      for (const { channel, ts, context } of run.shown) outbox.edit.live(channel, ts, liveRoot(context, run.state));
    },

    async finished(runId, diagnosis) {
      const record = await recordOf(runId);
      forget(runId);
      await eachView(record, async (view) => {
        const context = contextOf(record, view);
        const message = finalRoot(context, diagnosis);
        try {
          const ts = await close(record, view, message);
          const { channel } = view.place;
          const thread = view.place.thread ?? ts;
          const report = reportMessage(diagnosis, record.sinceWorked);
          await outbox.post(key(record, view, 'report'), { channel, thread }, report.message);
          if (report.evidenceCut) await shareEvidence(outbox, record, view, thread);
        } catch (error) {
          await elsewhere(record, view, message, error);
        }
      });
    },

    async failed(runId, reason) {
      const record = await recordOf(runId);
      forget(runId);
      await eachView(record, async (view) => {
        const message = brokenRoot(contextOf(record, view), reason);
        try {
          await close(record, view, message);
        } catch (error) {
          await elsewhere(record, view, message, error);
        }
      });
    },
  };
};
