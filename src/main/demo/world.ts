import { loadConfiguration } from '../../adapters/hosts/load-configuration.ts';
import { bridgeBoltLogger } from '../../adapters/log/bridge-bolt-logger.ts';
import { createAuditLog } from '../../adapters/log/create-audit-log.ts';
import { createLogger, type LogLevel } from '../../adapters/log/create-logger.ts';
import { type PracticeSlack, startPracticeSlack } from '../../adapters/practice-slack/index.ts';
import { createEmbeddedQueue } from '../../adapters/queue/embedded-queue.ts';
import { type Fleet, type PlannedHost, startFleet } from '../../adapters/simulated-host/start-fleet.ts';
import { createSlackApp, createSlackWriter } from '../../adapters/slack/index.ts';
import { createMemoryCollections } from '../../adapters/store/memory-collections.ts';
import { createMemoryStore } from '../../adapters/store/memory-store.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../application/request-diagnosis.ts';
import { createSurveys } from '../../application/surveys/surveys.ts';
import { explainText } from '../../domain/explain/explain-text.ts';
import { buildPolicy } from '../../domain/policy/policy.ts';
import { openSshShell } from '../open-ssh-shell.ts';
import { startWorking } from '../service/build-worker.ts';

/** The practice Slack, the simulated hosts, and between them the bot and its worker as `stuckmail start` joins them. */
export interface World {
  readonly slack: PracticeSlack;
  readonly fleet: Fleet;
  /** Whether a run waits, is under way, or is being reported. */
  busy(): Promise<boolean>;
  close(): Promise<void>;
}

/** Time for what is under way when the demo ends. */
const graceMs = 1000;

const openBot = async (slack: PracticeSlack, fleet: Fleet, level: LogLevel, undo: (() => Promise<void>)[]) => {
  const configuration = await loadConfiguration(fleet.configurationFile);
  const logger = createLogger({ level, fd: 2 });
  const parts = {
    botToken: slack.botToken,
    apiUrl: slack.apiUrl,
    policy: buildPolicy(configuration.access),
    // The audit line of each request would stand between the lines of the demo.
    audit: level === 'silent' ? { record: () => undefined } : createAuditLog(logger),
    clock: { now: () => new Date() },
    log: logger,
    boltLogger: bridgeBoltLogger(logger),
    store: createMemoryStore(),
    collections: createMemoryCollections(),
  };
  const queue = createEmbeddedQueue({ log: logger });
  const shell = openSshShell(configuration, {}, logger);
  undo.push(() => shell.close());
  // The practice Slack has no rate limits, so the thread may grow faster; nothing of it is worth trying for long.
  const writer = createSlackWriter({ ...parts, timing: { postEveryMs: 150, editEveryMs: 150, giveUpMs: 2000 } });
  const request = (asked: DiagnosisRequest) => requestDiagnosis({ ...parts, queue }, asked);
  const surveys = createSurveys({ ...parts, requestDiagnosis: request, reporter: writer.surveyReporter });
  undo.push(async () => surveys.stop());
  const bot = createSlackApp({
    ...parts,
    mode: { kind: 'socket', appToken: slack.appToken },
    inventory: configuration.inventory,
    requestDiagnosis: request,
    surveys,
    explain: (text) => explainText(text),
    writer,
    onDeaf: (error) => logger.error({ err: error }, 'the bot lost the practice Slack'),
  });
  undo.push(() => bot.stop(graceMs));
  await bot.start();
  undo.push(() => queue.close(graceMs));
  await startWorking({
    ...parts,
    configuration,
    queue,
    shell,
    reporter: writer.reporter,
    follow: (record) => surveys.follow(record),
    onDiagnosed: () => undefined,
    onFailed: () => undefined,
  });
  return queue;
};

export const openWorld = async (plan: readonly PlannedHost[], level: LogLevel): Promise<World> => {
  const undo: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  try {
    const fleet = await startFleet(plan);
    undo.push(() => fleet.close());
    const slack = await startPracticeSlack();
    undo.push(() => slack.close());
    const queue = await openBot(slack, fleet, level, undo);
    return {
      slack,
      fleet,
      busy: async () => {
        const { waiting, active } = await queue.depth();
        return waiting + active > 0;
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
};
