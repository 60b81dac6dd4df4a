import type { ProbeResult } from '../collector/probe.ts';
import { fillRow, rowOf } from '../error-table/index.ts';
import { type HostFacts, readFacts } from '../stages/host-facts.ts';
import { stages } from '../stages/index.ts';
import { sentWithin } from '../stages/log-testimony.ts';
import { unexplainedFinding } from '../stages/logs/judge.ts';
import { stageTitles } from '../stages/stage-id.ts';
import { buildChecklist } from './checklist.ts';
import { mayFollow, mendFirst } from './consequence.ts';
import type { AlsoFound, Diagnosis, HostStatus, StageReport } from './diagnosis.ts';
import { presentEvidence } from './evidence.ts';
import { conclude, type Judgement } from './finding.ts';
import { proofFirst } from './proof-first.ts';
import { queueOf } from './queue-figures.ts';
import { type Located, rootCause } from './root-cause.ts';
import { healthyMeaning, summaryOf } from './summary.ts';

export interface Examination {
  readonly host: string;
  readonly results: readonly ProbeResult[];
  readonly tryLogin: boolean;
  readonly startedAt: Date;
  readonly seconds: number;
  /** Makes the lines of one text fit to leave the host, in order: secrets out, addresses masked. */
  readonly cleaner: () => (line: string) => string;
}

const secondsOf = (results: readonly ProbeResult[], needs: readonly string[]): number =>
  results.find((one) => one.probe === needs[0])?.seconds ?? 0;

const statusOf = (cause: Located | undefined, judged: readonly Judgement[]): HostStatus => {
  if (cause) return 'failed';
  if (judged.some((one) => one.status === 'unknown')) return 'unknown';
  return judged.some((one) => one.status === 'warned') ? 'degraded' : 'healthy';
};

/**
 * A stage may be skipped because an earlier one failed, or because no relay is configured. Skipped for any other reason (no tool on the
 * host), it is unknown: only a delivery of the last hour shows that it works.
 */
const explainSkips = (facts: HostFacts, judged: readonly Judgement[]): readonly Judgement[] => {
  const failed = judged.some((one) => one.findings.some((finding) => finding.severity === 'failed'));
  if (failed || (!facts.system?.relay && !facts.system?.smartHost)) return judged;
  return judged.map((one) => {
    if (one.status !== 'skipped') return one;
    return sentWithin(facts, 3600)
      ? { ...one, summary: 'not tried by the check, but mail went out in the last hour' }
      : { ...one, status: 'unknown', summary: `could not be tried on this host: ${one.summary}` };
  });
};

const fill = (facts: HostFacts, examination: Examination, { finding }: Located): ReturnType<typeof fillRow> =>
  fillRow(rowOf(finding.code), {
    host: examination.host,
    relay: facts.system?.relay?.host,
    port: facts.system?.relay?.port,
    ...finding.facts,
  });

const codesOf = (judgement: Judgement | undefined): string[] =>
  (judgement?.findings ?? []).filter((one) => one.severity !== 'noted').map((one) => one.code);

/** The log is no good sign where it tells of the same failure that another stage shows. */
const logsBesideFailure = (facts: HostFacts, judged: readonly Judgement[]): readonly Judgement[] => {
  const failed = judged.some((one) => one.findings.some((finding) => finding.severity === 'failed'));
  if (!failed || facts.logs.failures.length === 0) return judged;
  return judged.map((one, at) =>
    stages[at]?.id === 'logs' && one.status === 'passed' ? { ...one, status: 'warned' } : one,
  );
};

/** Every stage on its own; where none of them has anything to say, what the log still holds against the host. */
const judgeAll = (facts: HostFacts): readonly Judgement[] => {
  const judged = stages.map((stage) => stage.judge(facts));
  const quiet = judged.every((one) => one.findings.every((finding) => finding.severity === 'noted'));
  const unexplained = quiet ? unexplainedFinding(facts) : undefined;
  return unexplained === undefined
    ? judged
    : judged.map((one, at) => (stages[at]?.id === 'logs' ? conclude([unexplained, ...one.findings], one) : one));
};

/** Judges every stage by what was read, and draws the one conclusion. */
export function diagnose(examination: Examination): Diagnosis {
  const { results, cleaner } = examination;
  const clean = (text: string): string => cleaner()(text);
  const facts = readFacts(results, examination.tryLogin);
  const judged = logsBesideFailure(facts, explainSkips(facts, judgeAll(facts)));
  const reports = stages.map((stage, at): StageReport => {
    const judgement = judged[at];
    return {
      id: stage.id,
      title: stageTitles[stage.id],
      status: judgement?.status ?? 'unknown',
      summary: clean(judgement?.summary ?? ''),
      seconds: secondsOf(results, stage.needs),
      evidence: presentEvidence(proofFirst(stage.evidence(facts), codesOf(judgement)), cleaner),
    };
  });
  const located = stages.flatMap((stage, at): Located[] =>
    (judged[at]?.findings ?? []).map((finding) => ({ stage: stage.id, finding })),
  );
  const cause = rootCause(located);
  const status = statusOf(cause, judged);
  const worst = cause ?? (status === 'degraded' ? located.find((one) => one.finding.severity === 'warned') : undefined);
  const row = worst ? fill(facts, examination, worst) : undefined;
  const unread = reports
    .filter((one) => one.status === 'unknown')
    .map((one) => `${one.title} (${one.summary})`)
    .join('; ');
  const alsoFound = located
    .filter((one) => one !== worst)
    .map(
      (one): AlsoFound => ({
        stage: one.stage,
        code: one.finding.code,
        summary: clean(one.finding.summary),
        action:
          cause && mayFollow(cause.finding.code, one.finding.code) ? mendFirst : fill(facts, examination, one).action,
      }),
    );
  return {
    schemaVersion: 1,
    host: examination.host,
    status,
    failedStage: cause?.stage ?? null,
    code: worst?.finding.code ?? null,
    certainty: worst?.finding.certainty ?? null,
    summary: summaryOf(status, cause, worst, unread, clean),
    meaning:
      row?.meaning ?? (status === 'healthy' ? healthyMeaning(judged) : 'What could not be read is not called healthy.'),
    action:
      row?.action ??
      (status === 'healthy'
        ? 'Nothing is to be done.'
        : 'Give the login user the rights to read what was left out, then check again.'),
    commands: row?.commands ?? [],
    stages: reports,
    alsoFound,
    checklist: buildChecklist(reports, facts),
    relay: facts.system?.relay ?? null,
    queue: queueOf(facts),
    startedAt: examination.startedAt.toISOString(),
    seconds: examination.seconds,
  };
}
