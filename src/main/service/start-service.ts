import type { Logger } from 'pino';
import { createDrawer } from '../../adapters/chart/draw-apart.ts';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { bridgeBoltLogger } from '../../adapters/log/bridge-bolt-logger.ts';
import { createAuditLog } from '../../adapters/log/create-audit-log.ts';
import { buildIncidentReporter } from '../../adapters/slack/incident-reporter.ts';
import type { Timing } from '../../adapters/slack/outbox/timing.ts';
import { createSlackWriter } from '../../adapters/slack/writer.ts';
import { buildHealthAnswers, type Checks, type HealthParts, type Phase } from '../../adapters/web/health-answers.ts';
import { startHealthServer } from '../../adapters/web/health-server.ts';
import { createMetrics } from '../../adapters/web/metrics.ts';
import type { AuditLog } from '../../application/ports/audit-log.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../application/request-diagnosis.ts';
import { createSurveys } from '../../application/surveys/surveys.ts';
import { explain } from '../../domain/explain/index.ts';
import { buildPolicy } from '../../domain/policy/policy.ts';
import { buildVocabulary } from '../../domain/question/lexicon.ts';
import type { Surroundings } from '../command.ts';
import { openSshShell } from '../open-ssh-shell.ts';
import { startWorking } from './build-worker.ts';
import type { Closers } from './closers.ts';
import { openBackend } from './open-backend.ts';
import { openHistory } from './open-history.ts';
import { type OpenIncidents, openIncidents } from './open-incidents.ts';
import type { Role, ServiceEnvironment } from './read-environment.ts';

/** At the stop: what the last answers to Slack get, and what runs in hand get to end. Together below usual stop limits. */
const slackGraceMs = 8000;
const runsGraceMs = 25_000;
const incidentsGraceMs = 3000;

/** Where Slack's events arrive in HTTP mode when PORT is not set. */
const defaultHttpPort = 3000;

/** So long nothing gets through to Slack before this process is called not ready. */
const stalledMs = 120_000;

const clock = { now: () => new Date() };

export interface ServiceParts {
  readonly role: Role;
  readonly environment: ServiceEnvironment;
  readonly configuration: Configuration;
  readonly logger: Logger;
  readonly closers: Closers;
  readonly env: Surroundings['env'];
  readonly onDeaf: (error: Error) => void;
  /** For the demo and tests: its Slack has no limits, its audit lines would stand between other lines, and nobody waits for its end. */
  readonly manner?: {
    readonly timing?: Partial<Timing>;
    readonly audit?: AuditLog;
    readonly graceMs?: number;
    readonly tickMs?: number;
  };
}

export interface Service {
  /** Whether a run waits, is under way, or is being reported, or somebody still gets an answer. */
  busy(): Promise<boolean>;
}

const routesOf = (parts: HealthParts) =>
  [...buildHealthAnswers(parts)].map(([path, handler]) => ({ path, method: 'GET', handler }));

/** Puts the parts of a role together and starts them; what was started is in `closers`, also when a later part fails. */
export const startService = async ({
  role,
  environment,
  configuration,
  logger,
  closers,
  env,
  onDeaf,
  manner = {},
}: ServiceParts): Promise<Service> => {
  const { botToken, apiUrl, mode, redisUrl, port } = environment;
  const audit = manner.audit ?? createAuditLog(logger);
  const boltLogger = bridgeBoltLogger(logger);
  const policy = buildPolicy(configuration.access);
  const backend = openBackend(redisUrl, logger, role === 'worker');
  const { queue, store, collections } = backend;
  closers.add('store', () => store.close());
  closers.add('collections', () => collections.close());
  const patient = role === 'worker';
  const history = openHistory({ configuration, redisUrl, collections, clock, log: logger, patient });
  closers.add('history', () => history.close());
  const checks: Record<string, Checks[string]> = { queue: async () => (await queue.depth()).waiting >= 0 };
  let phase: Phase = 'starting';
  let incidents: OpenIncidents | undefined;
  const opened = (): OpenIncidents => {
    if (incidents === undefined) throw new Error('incidents are not open yet');
    return incidents;
  };
  const metrics = createMetrics({
    depth: () => queue.depth(),
    outbox: () => writer.outbox.waiting(),
    board: async () => await opened().desk.board(),
    watches: async () => (await opened().watching.list()).length,
  });
  const health: HealthParts = { checks, metrics, phase: () => phase };
  const writer = createSlackWriter({
    botToken,
    apiUrl,
    store,
    collections,
    policy,
    log: logger,
    boltLogger,
    ...(manner.timing === undefined ? {} : { timing: manner.timing }),
    onCall: (method, outcome) => metrics.slackCalled(method, outcome),
  });
  checks['outbox'] = async () => writer.outbox.waiting().stalledMs < stalledMs;
  // Opened first and closed last: it answers while the rest starts and ends. In HTTP mode the bot's own server has the port.
  if (port !== undefined && (role === 'worker' || mode.kind === 'socket')) {
    const server = await startHealthServer({ port, ...health });
    closers.add('health', () => server.close());
    logger.info({ port: server.port }, 'health and metrics are served');
  }
  closers.add('writer', () => writer.stop());
  const reporter = buildIncidentReporter({
    outbox: writer.outbox,
    policy,
    log: logger,
    settings: configuration.incidents,
  });
  const request = (asked: DiagnosisRequest) => requestDiagnosis({ queue, store, audit, clock }, asked);
  const surveys = createSurveys({
    collections,
    store,
    requestDiagnosis: request,
    reporter: writer.surveyReporter,
    clock,
    log: logger,
  });
  closers.add('surveys', () => surveys.stop());
  incidents = await openIncidents({
    tickMs: manner.tickMs,
    surveys,
    configuration,
    backend,
    reporter,
    clock,
    audit,
    log: logger,
    onTick: (work, ok) => metrics.ticked(work, ok),
  });
  const { desk, watching } = incidents;
  closers.add('incidents', () => desk.idle(manner.graceMs ?? incidentsGraceMs));
  if (role !== 'bot') {
    const shell = openSshShell(configuration, env, logger);
    closers.add('ssh', () => shell.close());
    closers.add('queue', () => queue.close(manner.graceMs ?? runsGraceMs));
    await startWorking({
      configuration,
      queue,
      store,
      reporter: writer.reporter,
      follow: async (record) => {
        await history.follow(record);
        await desk.follow(record);
        await surveys.follow(record);
      },
      sinceWorked: (...run) => history.seenBy(...run),
      shell,
      clock,
      audit,
      log: logger,
      onDiagnosed: (diagnosis) => metrics.diagnosed(diagnosis),
      onFailed: () => metrics.runFailed(),
    });
  } else closers.add('queue', () => queue.close(0));
  let answering = (): number => 0;
  if (role !== 'worker') {
    // A worker only writes: it need not hold Bolt in memory.
    const { createSlackApp } = await import('../../adapters/slack/create-slack-app.ts');
    const slack = createSlackApp({
      botToken,
      apiUrl,
      mode: mode.kind === 'http' ? { ...mode, port: port ?? defaultHttpPort, routes: routesOf(health) } : mode,
      inventory: configuration.inventory,
      requestDiagnosis: request,
      surveys,
      explain: (text) => explain(text),
      questionChannels: configuration.slack.questionChannels,
      questions: {
        vocabulary: buildVocabulary(configuration.questions),
        answer: configuration.questions.answer,
        cooldownMs: configuration.questions.cooldownSeconds * 1000,
      },
      history,
      drawHistory: createDrawer(),
      incidents: desk,
      watching,
      incidentChannel: configuration.slack.incidentChannel,
      policy,
      audit,
      clock,
      log: logger,
      boltLogger,
      writer,
      onDeaf,
    });
    closers.add('slack', () => slack.stop(manner.graceMs ?? slackGraceMs));
    checks['slack'] = async () => slack.health().connected;
    answering = () => slack.health().inFlight;
    await slack.start();
  }
  phase = 'running';
  // Closed first: whoever asks reads that this process is ending while what is in hand ends.
  closers.add('readiness', () => {
    phase = 'stopping';
  });
  return {
    busy: async () => {
      const { waiting, active } = await queue.depth();
      return waiting + active > 0 || surveys.busy() || answering() > 0;
    },
  };
};
