import { incompleteReason } from '../../collector/results.ts';
import { conclude, type Finding, type Judgement, likely, passed, unknown, warning } from '../../diagnosis/finding.ts';
import type { HostFacts } from '../host-facts.ts';
import { changedSince, spanOf } from '../log-testimony.ts';

const day = 86_400;

const targetFinding = (facts: HostFacts): Finding | undefined => {
  const { system, logs } = facts;
  if (!system) return undefined;
  if (system.logKind === 'none' || system.logKind === 'no-config' || system.logKind === '') {
    return warning(
      'LOGS_NOT_CONFIGURED',
      `${system.logConfig || '/etc/syslog.conf'} sends no mail messages anywhere: nothing is recorded`,
      { file: '/etc/syslog.conf' },
    );
  }
  if (
    system.logKind === 'file' &&
    !logs.fileFound &&
    (logs.problem === undefined || /No such|does not exist|not found|cannot/.test(logs.problem))
  ) {
    return warning(
      'LOGS_FILE_MISSING',
      `${system.logConfig} sends mail messages to ${system.logFile}, which does not exist; syslogd does not create it`,
      { file: system.logFile },
    );
  }
  return undefined;
};

/** A log that nobody writes, or that Sendmail tells too little: its silence is no good sign. */
const silentFinding = (facts: HostFacts): Finding | undefined => {
  const level = facts.configuration.options.get('LogLevel');
  if (facts.logs.recorded === false)
    return warning('LOGS_SILENT', `syslogd does not run: what becomes of mail is not recorded`, {
      file: facts.system?.logFile,
    });
  return level !== undefined && /^\d+$/.test(level) && Number(level) < 9
    ? warning(
        'LOGS_SILENT',
        `LogLevel in ${facts.system?.cf ?? 'sendmail.cf'} is ${level}: deliveries are recorded from 9 on`,
        { file: facts.system?.logFile },
      )
    : undefined;
};

/** Bounces whose reason no stage could name: the queue is empty and the mail is lost all the same. */
const bounceFinding = (facts: HostFacts): Finding | undefined => {
  const unexplained = facts.logs.failures.filter(
    (one) => one.delivery.outcome === 'failed' && one.row === undefined && (one.age === null || one.age < day),
  );
  const newest = unexplained.at(-1);
  return newest
    ? likely(
        'LOGS_RECENT_BOUNCES',
        `${unexplained.length} message${unexplained.length === 1 ? ' was' : 's were'} refused for good since the last success: ${newest.delivery.reply || newest.delivery.stat}`,
      )
    : undefined;
};

/** Fresh failures that nothing else explains: they forbid to call the host healthy, whatever the check could try itself. */
export const unexplainedFinding = (facts: HostFacts): Finding | undefined => {
  const { failures } = facts.logs;
  const newest = failures.at(-1);
  if (!newest || newest.age === null || newest.age > 3600 || changedSince(facts, newest.age)) return undefined;
  const count = `${failures.length} attempt${failures.length === 1 ? '' : 's'}`;
  return warning(
    newest.delivery.outcome === 'failed' ? 'LOGS_RECENT_BOUNCES' : 'LOGS_TRANSPORT_FAILURES',
    `${count} failed since the last success, the newest ${spanOf(newest.age)} ago (${newest.delivery.reply || newest.delivery.stat}); the check itself gets through, so send a test mail`,
    { file: facts.system?.logFile },
  );
};

export function judgeLogs(facts: HostFacts): Judgement {
  const { logs, system } = facts;
  const incomplete = incompleteReason(facts.results.of('logs'));
  if (incomplete && logs.lines === 0) return unknown(incomplete);
  const findings = [targetFinding(facts), bounceFinding(facts), silentFinding(facts)].filter(
    (one) => one !== undefined,
  );
  if (findings.length > 0) return conclude(findings, passed(''));
  if (system?.logKind === 'unreadable')
    return unknown(
      `${system.logConfig} can not be read, so it is not known where mail is logged: ${system.privilegeProblem}`,
    );
  if (system?.logKind === 'remote') return unknown('mail messages go to another machine only');
  if (!logs.readable) return unknown(`the mail log can not be read: ${logs.problem ?? system?.privilegeProblem ?? ''}`);
  if (logs.lines === 0) return passed(`${system?.logFile ?? 'the log'} holds no lines of Sendmail yet`);
  const success =
    logs.lastSuccess === undefined
      ? 'no delivery to another machine is recorded'
      : `the last delivery worked${logs.lastSuccessAge === null ? '' : ` ${spanOf(logs.lastSuccessAge)} ago`}`;
  const failed = logs.failures.length + logs.singleFailures.length;
  return passed(failed === 0 ? success : `${success}; ${failed} attempt${failed === 1 ? '' : 's'} failed since`);
}
