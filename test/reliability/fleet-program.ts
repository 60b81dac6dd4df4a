/** A bot or a worker with surveys, on the real queue, store and Slack writer; the hosts are made up. Says on standard output what it does. */
import { createRedisQueue } from '../../src/adapters/queue/redis-queue.ts';
import { createSlackWriter } from '../../src/adapters/slack/writer.ts';
import { createRedisCollections } from '../../src/adapters/store/redis-collections.ts';
import { createRedisStore } from '../../src/adapters/store/redis-store.ts';
import { executeRun } from '../../src/application/execute-run.ts';
import { type DiagnosisRequest, requestDiagnosis } from '../../src/application/request-diagnosis.ts';
import { createSurveys } from '../../src/application/surveys/surveys.ts';
import { buildPolicy } from '../../src/domain/policy/policy.ts';
import { quiet } from '../queue/examples.ts';
import { healthy, refusedLogin, unreachable } from '../slack/canned.ts';
import { quietLogger } from '../slack/slack-bench.ts';
import { soon } from './processes.ts';

/** What the program is told. */
export interface FleetOrder {
  readonly role: 'bot' | 'worker';
  readonly url: string;
  readonly slack: { readonly botToken: string; readonly apiUrl: string };
  readonly diagnoseMs: number;
  /** Of a bot: how many hosts it asks about, and after how many it stays for ever. */
  readonly hosts: number;
  readonly hangAfter?: number;
}

const order = JSON.parse(process.argv[2] ?? '') as FleetOrder;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const clock = { now: () => new Date() };
const audit = { record: () => undefined };
const store = createRedisStore({ url: order.url, log: quiet, patient: true });
const collections = createRedisCollections({ url: order.url, log: quiet, patient: true });
const queue = createRedisQueue({ url: order.url, log: quiet, settings: soon });
const writer = createSlackWriter({
  ...order.slack,
  store,
  collections,
  policy: buildPolicy({}),
  log: quiet,
  boltLogger: quietLogger,
  timing: { postEveryMs: 300, editEveryMs: 300 },
});

let asked = 0;
const request = async (wanted: DiagnosisRequest) => {
  if (order.hangAfter !== undefined && asked >= order.hangAfter) {
    say('hangs');
    await new Promise(() => undefined);
  }
  asked++;
  return await requestDiagnosis({ queue, store, audit, clock }, wanted);
};
const surveys = createSurveys({
  collections,
  store,
  requestDiagnosis: request,
  reporter: writer.surveyReporter,
  clock,
  log: quiet,
  timing: { editEveryMs: 300, lookEveryMs: 50, queueMs: 3000 },
});

const diagnosisOf = (host: string) => {
  const number = Number(host.slice(4));
  if (number % 10 === 1) return refusedLogin(host);
  return number % 25 === 2 ? unreachable(host) : healthy(host);
};

if (order.role === 'worker') {
  await queue.work(
    (attempt) =>
      executeRun(
        {
          store,
          reporter: writer.reporter,
          follow: (record) => surveys.follow(record),
          clock,
          audit,
          log: quiet,
          diagnose: async ({ host }) => {
            say(`diagnose ${host}`);
            await new Promise((resolve) => {
              setTimeout(resolve, order.diagnoseMs);
            });
            return diagnosisOf(host);
          },
        },
        attempt,
      ),
    { concurrency: 10 },
  );
  say('ready');
  for (;;) {
    await surveys.tick().catch((error: unknown) => say(`tick failed ${String(error)}`));
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
  }
} else {
  const hosts = Array.from({ length: order.hosts }, (_, index) => `host${index}`);
  const place = { team: 'T0PRACTICE', channel: 'C0OPS' };
  await surveys.open({ id: 'cmd-1', scope: 'erp', hosts, place, requestedBy: 'U0ANN' });
  say('ready');
  await surveys.begin('cmd-1');
  say('queued');
  // Lives on, as a bot does.
  setInterval(() => undefined, 1000);
}
