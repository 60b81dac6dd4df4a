import { incompleteReason } from '../../collector/results.ts';
import {
  conclude,
  type Finding,
  failure,
  type Judgement,
  likely,
  passed,
  unknown,
  warning,
} from '../../diagnosis/finding.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedFailureAt, loggedTroublesAt, spanOf } from '../log-testimony.ts';
import { judgeBacklog, judgeClientQueue } from './judge-backlog.ts';
import { isLeftOver } from './left-over.ts';
import type { QueuedMessage, QueueFacts } from './parse.ts';

const sum = (queue: QueueFacts, field: 'waiting' | 'quarantined' | 'lost'): number =>
  queue.directories.reduce((total, one) => total + one[field], 0);

const spaceFindings = (facts: HostFacts): Finding[] => {
  const full = facts.queue.fileSystems
    .filter((one) => one.availableKb < 1024 || one.usedPercent >= 100)
    .map((one) => ({ mount: one.mount, words: `is full (${one.availableKb} KB left)` }));
  const crowded = facts.queue.withoutInodes.map((mount) => ({ mount, words: 'has no free inode left' }));
  return [...full, ...crowded]
    .slice(0, 1)
    .map(({ mount, words }) =>
      failure('QUEUE_DISK_FULL', `the file system ${mount} with the queue ${words}`, { file: mount }),
    );
};

/**
 * Commands of users hand in mail with the group of the program (set-group-id), or as root (set-user-id of old installations); the
 * directory must be open to it.
 */
const submissionFindings = (facts: HostFacts): Finding[] => {
  const program = facts.configuration.files.findLast(
    (one) => one.path.endsWith('/sendmail') && /^-..[xs]/.test(one.mode),
  );
  const directory = facts.queue.owners.find((one) => /clientmqueue/.test(one.path));
  if (!program || !directory || /^-..s/.test(program.mode) || /^d.......w/.test(directory.mode)) return [];
  if (/^-.....[-S]..-/.test(program.mode))
    return [
      warning(
        'QUEUE_PERMISSION',
        `only root may run ${program.path} (${program.mode}): commands of ordinary users can not hand in mail`,
        { file: program.path },
      ),
    ];
  // Without the bit some hosts hand in mail as root only, by design: that alone proves nothing.
  if (!/^-.....s/.test(program.mode)) return [];
  if (directory.group === program.group && /^d....w/.test(directory.mode)) return [];
  return [
    warning(
      'QUEUE_NOT_WRITABLE',
      `${directory.path} belongs to group ${directory.group} (${directory.mode}), and ${program.path} works as group ${program.group}: commands of ordinary users can not hand in mail`,
      { file: directory.path },
    ),
  ];
};

const directoryFindings = (facts: HostFacts): Finding[] => {
  const findings = facts.queue.access.flatMap(({ path, state }): Finding[] => {
    if (state === 'missing')
      return [failure('QUEUE_DIRECTORY_MISSING', `the queue directory ${path} does not exist`, { file: path })];
    return state === 'not-writable'
      ? [failure('QUEUE_NOT_WRITABLE', `nothing can be written to the queue directory ${path}`, { file: path })]
      : [];
  });
  for (const { path, mode, owner } of facts.queue.owners) {
    const client = /clientmqueue/.test(path);
    // The owner's bits count for sendmail itself, which runs as root or as the owner; the group's for the submission program.
    const closed = client ? !/^d....w/.test(mode) && !/^d.w/.test(mode) : !/^d.w/.test(mode);
    if (closed)
      findings.push(
        failure('QUEUE_NOT_WRITABLE', `the queue directory ${path} is not writable (${mode} ${owner})`, { file: path }),
      );
  }
  return findings.slice(0, 1);
};

/** At a high load the daemon rejects connections and new mail is only queued; that is a failure where mail waits, else a warning. */
const loadFindings = (facts: HostFacts): Finding[] => {
  const limits = ['RefuseLA', 'QueueLA']
    .map((name) => facts.configuration.options.get(name))
    .filter((value) => value !== undefined);
  const limit = Math.min(...limits.map(Number).filter((value) => Number.isFinite(value)));
  const { load } = facts.queue;
  const waiting = sum(facts.queue, 'waiting') + (facts.queue.client?.waiting ?? 0);
  const find = waiting > 0 ? failure : warning;
  if (facts.service.rejectingAtLoad !== undefined) {
    return [
      find('QUEUE_LOAD_TOO_HIGH', `the daemon rejects connections: load average ${facts.service.rejectingAtLoad}`),
    ];
  }
  if (load !== undefined && load >= limit) {
    return [
      find(
        'QUEUE_LOAD_TOO_HIGH',
        `the load average is ${load}; from ${limit} on sendmail only queues (QueueLA, RefuseLA)`,
      ),
    ];
  }
  const logged = facts.logs.troubles.findLast((one) => one.row.code === 'QUEUE_LOAD_TOO_HIGH');
  if (!logged || waiting === 0 || (logged.age !== null && logged.age > 1800)) return [];
  const when = logged.age === null ? '' : ` ${spanOf(logged.age)} ago`;
  return [likely('QUEUE_LOAD_TOO_HIGH', `the log says${when}: ${logged.event.text.slice(0, 120)}`)];
};

const hiddenFindings = (facts: HostFacts): Finding[] => {
  const findings: Finding[] = [];
  const findFor = (kind: QueuedMessage['kind']) =>
    isLeftOver(
      facts,
      facts.queue.messages.filter((one) => one.kind === kind),
    )
      ? warning
      : failure;
  const quarantined = sum(facts.queue, 'quarantined');
  const lost = sum(facts.queue, 'lost');
  const reason = facts.queue.messages.find((one) => one.kind === 'quarantined')?.quarantine;
  if (quarantined > 0) {
    findings.push(
      findFor('quarantined')(
        'QUEUE_QUARANTINED',
        `${quarantined} message${quarantined === 1 ? ' is' : 's are'} quarantined${reason ? ` (${reason})` : ''} and will not be tried`,
      ),
    );
  }
  if (lost > 0)
    findings.push(
      findFor('lost')(
        'QUEUE_LOST_ENTRIES',
        `${lost} lost entr${lost === 1 ? 'y' : 'ies'} (Qf files), which plain mailq does not show`,
      ),
    );
  return findings;
};

const loggedFindings = (facts: HostFacts): Finding[] => {
  const failed = loggedFailureAt(facts, 'queue');
  const troubles = loggedTroublesAt(facts, 'queue').filter(
    (one) => one.row.code !== 'QUEUE_LOAD_TOO_HIGH' && (one.age === null || one.age < 3600),
  );
  const newest = troubles.at(-1);
  if (failed?.row) return [failure(failed.row.code, `the log says: ${failed.delivery.stat}`)];
  return newest ? [likely(newest.row.code, `the log says: ${newest.event.text.slice(0, 160)}`)] : [];
};

export function judgeQueue(facts: HostFacts): Judgement {
  const { queue, system } = facts;
  const incomplete = incompleteReason(facts.results.of('queue'));
  const findings = [
    ...spaceFindings(facts),
    ...directoryFindings(facts),
    ...submissionFindings(facts),
    ...hiddenFindings(facts),
    ...loadFindings(facts),
    ...loggedFindings(facts),
    ...judgeClientQueue(facts),
    ...judgeBacklog(facts),
  ];
  const distinct = findings.filter((one, at) => findings.findIndex((other) => other.code === one.code) === at);
  const denied = queue.directories.find((one) => one.problem !== undefined);
  if (incomplete && queue.directories.length === 0)
    return unknown(
      incomplete,
      distinct.filter((one) => one.severity !== 'noted'),
    );
  if (denied || queue.directories.length === 0) {
    const problem = denied?.problem ?? 'no queue directory was found';
    const why = /ermission|^sudo|assword|not allowed/.test(problem) ? (system?.privilegeProblem ?? problem) : problem;
    return conclude(distinct, unknown(`the queue can not be read: ${why}`));
  }
  const total = sum(queue, 'waiting');
  const empty = total === 0 && (queue.client?.waiting ?? 0) === 0;
  return conclude(distinct, passed(empty ? 'no mail waits' : `${total} message${total === 1 ? '' : 's'} in the queue`));
}
