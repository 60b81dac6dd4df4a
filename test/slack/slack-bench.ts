import {
  type PracticeSlack,
  type PracticeSlackOptions,
  startPracticeSlack,
} from '../../src/adapters/practice-slack/index.ts';
import { createEmbeddedQueue } from '../../src/adapters/queue/embedded-queue.ts';
import {
  createSlackApp,
  createSlackWriter,
  type SlackApp,
  type SlackAppParts,
  type SlackWriter,
} from '../../src/adapters/slack/index.ts';
import type { Timing } from '../../src/adapters/slack/outbox/timing.ts';
import { createMemoryCollections } from '../../src/adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../src/adapters/store/memory-store.ts';
import { executeRun } from '../../src/application/execute-run.ts';
import type { AuditLog, AuditRecord } from '../../src/application/ports/audit-log.ts';
import type { Collections } from '../../src/application/ports/collection.ts';
import type { Inventory } from '../../src/application/ports/inventory.ts';
import type { JobQueue, RunRequest } from '../../src/application/ports/job-queue.ts';
import type { Log } from '../../src/application/ports/log.ts';
import type { RunRecord, RunStore } from '../../src/application/ports/run-store.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../src/application/request-diagnosis.ts';
import type { SurveyTiming } from '../../src/application/surveys/survey.ts';
import { createSurveys, type Surveys } from '../../src/application/surveys/surveys.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { Progress } from '../../src/domain/diagnosis/progress.ts';
import type { Host } from '../../src/domain/host/host.ts';
import { type Access, buildPolicy, type PolicyTable } from '../../src/domain/policy/policy.ts';
import { refusedLogin } from './canned.ts';

export const host = (name: string, given: Partial<Host> = {}): Host => ({
  name,
  address: `${name}.example.com`,
  port: 22,
  user: 'mailops',
  become: 'none',
  aliases: [],
  groups: [],
  tryLogin: true,
  legacyAlgorithms: false,
  ...given,
});

export const inventoryOf = (hosts: readonly Host[]): Inventory => ({
  hosts,
  find: (name) => hosts.find((each) => [each.name, ...each.aliases].includes(name)),
  groups: new Map(),
});

export const hosts = [
  host('host01', { aliases: ['payroll'], groups: ['erp'], address: '10.1.2.3' }),
  host('host02', { groups: ['erp'] }),
  host('db.example.com'),
];

/** Short waits, so that tests of trouble are quick. */
export const quick: Timing = {
  callMs: 1_000,
  postEveryMs: 20,
  editEveryMs: 60,
  giveUpMs: 8_000,
  lookAfterMs: [20, 60, 150],
  backoffMs: 30,
  backoffMostMs: 200,
};

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export const listLog = (lines: LogLine[]) => {
  const write = (level: LogLine['level']) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  return { info: write('info'), warn: write('warn'), error: write('error') };
};

const silent = (): void => undefined;
/** What Slack's packages say is of no interest here. */
export const quietLogger = {
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  getLevel: () => 'error' as never,
  setLevel: silent,
  setName: silent,
};

export interface BenchOptions {
  readonly slack?: PracticeSlackOptions;
  readonly access?: Access;
  readonly timing?: Partial<Timing>;
  readonly hosts?: readonly Host[];
  readonly diagnose?: (request: RunRequest, onProgress: (progress: Progress) => void) => Promise<Diagnosis>;
  /** No worker in this process when false. */
  readonly work?: boolean;
  readonly app?: Partial<SlackAppParts>;
  readonly surveys?: Partial<SurveyTiming>;
  /** Runs side by side; 4 when left out. */
  readonly concurrency?: number;
  readonly store?: RunStore;
  readonly collections?: Collections;
  readonly queue?: (real: JobQueue) => JobQueue;
  /** Parts that are made of what the bench made. */
  readonly extend?: (made: Made) => Extension;
}

export interface Made {
  readonly writer: SlackWriter;
  readonly store: RunStore;
  readonly collections: Collections;
  readonly queue: JobQueue;
  readonly policy: PolicyTable;
  readonly audit: AuditLog;
  readonly log: Log;
}

interface Extension {
  readonly app?: Partial<SlackAppParts>;
  readonly follow?: (record: RunRecord) => Promise<void>;
}

export interface Bench {
  readonly slack: PracticeSlack;
  readonly app: SlackApp;
  readonly writer: SlackWriter;
  readonly store: RunStore;
  readonly queue: JobQueue;
  readonly surveys: Surveys;
  readonly log: LogLine[];
  readonly audit: AuditRecord[];
  readonly deaf: Error[];
  stop(): Promise<void>;
}

/** The bot with a worker, in process, against a practice Slack over real sockets. */
export const startBench = async (options: BenchOptions = {}): Promise<Bench> => {
  const slack = await startPracticeSlack(options.slack);
  const log: LogLine[] = [];
  const lines = listLog(log);
  const audit: AuditRecord[] = [];
  const deaf: Error[] = [];
  const clock = { now: () => new Date() };
  const auditLog = { record: (entry: AuditRecord) => void audit.push(entry) };
  const store = options.store ?? createMemoryStore();
  const collections = options.collections ?? createMemoryCollections();
  const real = createEmbeddedQueue({ log: lines, settings: { backoffMs: 50 } as never });
  const queue = options.queue?.(real) ?? real;
  const policy = buildPolicy(options.access ?? {});
  const writer = createSlackWriter({
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    store,
    collections,
    policy,
    log: lines,
    boltLogger: quietLogger,
    timing: { ...quick, ...options.timing },
  });
  const request = (asked: DiagnosisRequest) => requestDiagnosis({ queue, store, audit: auditLog, clock }, asked);
  const surveys = createSurveys({
    collections,
    store,
    requestDiagnosis: request,
    reporter: writer.surveyReporter,
    clock,
    log: lines,
    timing: { editEveryMs: 60, lookEveryMs: 20, ...options.surveys },
  });
  const extension = options.extend?.({ writer, store, collections, queue, policy, audit: auditLog, log: lines });
  const app = createSlackApp({
    botToken: slack.botToken,
    mode: { kind: 'socket', appToken: slack.appToken },
    apiUrl: slack.apiUrl,
    inventory: inventoryOf(options.hosts ?? hosts),
    requestDiagnosis: request,
    surveys,
    explain: () => ({
      stage: 'authentication',
      code: 'AUTH_REJECTED',
      meaning: 'Bad login.',
      action: 'Mend it.',
      commands: [],
    }),
    policy,
    audit: auditLog,
    clock,
    log: lines,
    boltLogger: quietLogger,
    writer,
    onDeaf: (error) => void deaf.push(error),
    sockets: { sockets: 2, staggerMs: 0 },
    ...options.app,
    ...extension?.app,
  });
  await app.start();
  const diagnose = options.diagnose ?? (async (request: RunRequest) => refusedLogin(request.host));
  if (options.work !== false) {
    await queue.work(
      (attempt) =>
        executeRun(
          {
            store,
            reporter: writer.reporter,
            follow: (record) => surveys.follow(record),
            diagnose: (request, { onProgress }) => diagnose(request, onProgress),
            clock,
            audit: auditLog,
            log: lines,
            ...(extension?.follow === undefined ? {} : { follow: extension.follow }),
          },
          attempt,
        ),
      { concurrency: options.concurrency ?? 4 },
    );
  }
  return {
    slack,
    app,
    writer,
    store,
    queue,
    surveys,
    log,
    audit,
    deaf,
    async stop() {
      await queue.close(500);
      await app.stop(1_000);
      surveys.stop();
      writer.stop();
      await store.close();
      await slack.close();
    },
  };
};
