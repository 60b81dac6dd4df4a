import { incompleteReason } from '../../collector/results.ts';
import {
  conclude,
  type Finding,
  failure,
  type Judgement,
  likely,
  note,
  passed,
  unknown,
  warning,
} from '../../diagnosis/finding.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedTroublesAt, spanOf } from '../log-testimony.ts';
import { isLoopback } from '../loopback.ts';
import { pathWorksNow } from '../queue/judge-backlog.ts';
import type { ServiceFacts } from './parse.ts';

const waitingMail = (facts: HostFacts): number =>
  facts.queue.directories.reduce((sum, one) => sum + one.waiting, 0) + (facts.queue.client?.waiting ?? 0);

const downFinding = (facts: HostFacts, words: string): Finding => {
  // Some hosts have no daemon by design: commands hand in to the relay itself, and their own queue is run.
  const { submitHost } = facts.configuration;
  if (submitHost !== undefined && !isLoopback(submitHost) && facts.service.clientRunner)
    return warning(
      'SERVICE_INOPERATIVE',
      `${words}; commands hand in their mail to ${submitHost} themselves, and a process runs the submission queue`,
    );
  const waiting = waitingMail(facts);
  return waiting > 0
    ? failure('SERVICE_NOT_RUNNING_MAIL_WAITING', `${words}, and ${waiting} message${waiting === 1 ? '' : 's'} wait`)
    : failure('SERVICE_INOPERATIVE', words);
};

/** Started by hand or by another name, or not as the SRC believes. */
const stateFinding = (facts: HostFacts, service: ServiceFacts): Finding | undefined => {
  const { src, daemon } = service;
  switch (src) {
    case 'active': {
      // A row of lssrc that outlived its process.
      const there = daemon !== undefined || service.srcPid === null || service.named?.has(service.srcPid) !== false;
      const gone = !there || (service.srcPid === null && service.processesRead && daemon === undefined);
      return gone
        ? downFinding(facts, `lssrc says active, but process ${service.srcPid ?? ''} is gone and no daemon runs`)
        : undefined;
    }
    case 'stopping':
      return failure(
        'SERVICE_STOPPING',
        'lssrc says that sendmail is stopping: it takes no mail and can not be started',
      );
    case 'inoperative':
      return daemon
        ? warning('SERVICE_OUTSIDE_SRC', `lssrc says inoperative, but a sendmail daemon runs as process ${daemon.pid}`)
        : downFinding(facts, 'sendmail is inoperative: no daemon runs');
    case 'not-on-file':
      return daemon
        ? warning(
            'SERVICE_NOT_ON_FILE',
            `the SRC has no sendmail subsystem, but a daemon runs as process ${daemon.pid}`,
          )
        : failure('SERVICE_NOT_ON_FILE', 'the SRC has no sendmail subsystem, and no daemon runs');
    case 'src-down':
      return daemon
        ? warning('SRC_MASTER_DOWN', `the SRC itself does not answer; a sendmail daemon runs as process ${daemon.pid}`)
        : failure('SRC_MASTER_DOWN', 'the SRC itself does not answer, and no sendmail daemon runs');
    default:
      return daemon || !service.processesRead ? undefined : downFinding(facts, 'no sendmail daemon runs');
  }
};

/** A stopped process (state T) is there and does nothing. */
const suspendedFinding = (service: ServiceFacts): Finding | undefined => {
  const pid = service.daemon?.pid ?? service.srcPid;
  return pid !== null && service.named?.get(pid) === 'T'
    ? failure('SERVICE_SUSPENDED', `the sendmail daemon, process ${pid}, is frozen by a stop signal (state T)`)
    : undefined;
};

/** A changed sendmail.cf counts for the daemon only after a restart; it matters where its queue runs still go the old way. */
const oldConfigurationFinding = (facts: HostFacts, service: ServiceFacts): Finding | undefined => {
  const { cfAge, startedAge } = facts.configuration;
  if (!service.daemon || cfAge === undefined || startedAge === undefined || cfAge + 1 >= startedAge) return undefined;
  const { clock, messages } = facts.queue;
  const triedSince = messages.some(
    (one) => one.kind === 'waiting' && clock !== undefined && (one.lastTry ?? 0) > clock - cfAge && one.tries > 1,
  );
  const words = `sendmail.cf was changed ${spanOf(cfAge)} ago, and the daemon started ${spanOf(startedAge)} ago still runs with the old one`;
  return triedSince && pathWorksNow(facts)
    ? likely('SERVICE_OLD_CONFIGURATION', `${words}: its queue runs fail, and the way of the new file works`)
    : note('SERVICE_OLD_CONFIGURATION', words);
};

/** A daemon that cannot have its port goes on trying; only its log and its title, which never gets to "accepting connections", show it. */
const portFinding = (facts: HostFacts, service: ServiceFacts): Finding | undefined => {
  const { daemon } = service;
  if (daemon && /accepting connections|rejecting/.test(daemon.title)) return undefined;
  const logged = loggedTroublesAt(facts, 'service').findLast(
    ({ row, event }) =>
      /^SERVICE_(?:PORT_IN_USE|CANNOT_LISTEN)$/.test(row.code) && (!daemon || event.pid === String(daemon.pid)),
  );
  if (!logged) return undefined;
  return failure(logged.row.code, `sendmail can not listen for mail: ${logged.event.text.slice(0, 160)}`);
};

/** `-bd` without `-q`: new mail goes out at once, but what was deferred is never tried again. */
const runnerFinding = (facts: HostFacts, service: ServiceFacts): Finding | undefined => {
  if (!service.daemon || service.queueRunner || service.arguments === undefined) return undefined;
  if (!/\s-b[dD]\b/.test(service.arguments) || /\s-q/.test(service.arguments)) return undefined;
  const waiting = facts.queue.directories.reduce((sum, one) => sum + one.waiting, 0);
  const words = `the daemon was started as "${service.arguments}": without -q no queue run ever tries deferred mail again`;
  return waiting > 0
    ? failure('SERVICE_NO_QUEUE_RUNNER', `${words}, and ${waiting} wait`)
    : warning('SERVICE_NO_QUEUE_RUNNER', words);
};

/** Started without `-bd`: nothing listens, and programs on the host that hand mail to the local daemon are refused. */
const listenerFinding = (facts: HostFacts, service: ServiceFacts): Finding | undefined => {
  if (!service.daemon || service.arguments === undefined || /\s-b[dD]\b/.test(service.arguments)) return undefined;
  if (!/\s-q/.test(service.arguments)) return undefined;
  const refused = facts.queue.clientMessages.some((one) => /127\.0\.0\.1|localhost/.test(one.status ?? ''));
  const words = `sendmail was started as "${service.arguments}": without -bd nothing takes mail on port 25`;
  // Without submit.cf every command delivers by itself.
  const missing = (path: string): boolean => facts.configuration.files.some((one) => one.path === path && one.missing);
  if (missing('/etc/mail/submit.cf') && missing('/var/spool/clientmqueue')) return note('SERVICE_LOCAL_REFUSED', words);
  return refused
    ? failure('SERVICE_LOCAL_REFUSED', `${words}, and ${facts.queue.client?.waiting ?? 0} wait in the submission queue`)
    : warning('SERVICE_LOCAL_REFUSED', words);
};

export function judgeService(facts: HostFacts): Judgement {
  const { service } = facts;
  const incomplete = incompleteReason(facts.results.of('service'));
  if (incomplete && service.src !== 'inoperative' && service.src !== 'stopping') return unknown(incomplete);
  const findings = [
    stateFinding(facts, service),
    suspendedFinding(service),
    portFinding(facts, service),
    oldConfigurationFinding(facts, service),
    runnerFinding(facts, service),
    listenerFinding(facts, service),
  ].filter((one) => one !== undefined);
  if (service.src === 'unreadable' && !service.daemon && !service.processesRead)
    return unknown('what lssrc printed is not understood', findings);
  if (service.src === 'no-src' && !service.processesRead)
    return unknown('neither lssrc nor ps could be read', findings);
  const running = service.daemon ?? (service.srcPid === null ? undefined : { pid: service.srcPid });
  const how = service.arguments === undefined ? '' : ` (${service.arguments})`;
  return conclude(findings, passed(`sendmail runs as process ${running?.pid ?? 'unknown'}${how}`));
}
