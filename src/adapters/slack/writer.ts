import type { Logger } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Collections } from '../../application/ports/collection.ts';
import type { Log } from '../../application/ports/log.ts';
import type { RunStore } from '../../application/ports/run-store.ts';
import type { SurveyReporter } from '../../application/ports/survey-reporter.ts';
import type { PolicyTable } from '../../domain/policy/policy.ts';
import { buildSurveyReporter } from './fleet/survey-reporter.ts';
import type { OnCall } from './outbox/caller.ts';
import type { PostNotes } from './outbox/noted-posts.ts';
import { buildOutbox, type Outbox } from './outbox/outbox.ts';
import { defaultTiming, type Timing } from './outbox/timing.ts';
import { buildWebClient } from './outbox/web-client.ts';
import { buildReporter, type SlackReporter } from './reporter.ts';

/** What every process needs that writes to Slack, the workers included. */
export interface SlackWriter {
  readonly client: WebClient;
  readonly outbox: Outbox;
  readonly reporter: SlackReporter;
  readonly surveyReporter: SurveyReporter;
  /** For the end of the process: drops live edits; what still waits for Slack is given back to its caller, to be tried again. */
  stop(): void;
}

interface SlackWriterParts {
  readonly botToken: string;
  /** Another Web API base: SLACK_API_URL. */
  readonly apiUrl?: string | undefined;
  readonly store: RunStore;
  readonly collections: Collections;
  readonly policy: PolicyTable;
  readonly log: Log;
  /** The same log in the shape Slack's packages want. */
  readonly boltLogger: Logger;
  readonly timing?: Partial<Timing>;
  readonly onCall?: OnCall | undefined;
}

/** Longer than incidents are talked about. */
const keepNotesMs = 120 * 86_400_000;

export const createSlackWriter = (parts: SlackWriterParts): SlackWriter => {
  const { store, policy, log, timing = {} } = parts;
  const callMs = timing.callMs ?? defaultTiming.callMs;
  const client = buildWebClient(parts.botToken, parts.apiUrl, parts.boltLogger, callMs);
  const notes = parts.collections.open<PostNotes>('posts', keepNotesMs);
  const outbox = buildOutbox({ client, store, notes, log, timing, onCall: parts.onCall });
  return {
    client,
    outbox,
    reporter: buildReporter({ outbox, policy, log }),
    surveyReporter: buildSurveyReporter({ outbox, policy, log }),
    stop: () => outbox.stop(),
  };
};
