import { type Finding, failure, note, warning } from '../../diagnosis/finding.ts';
import type { ErrorRow } from '../../error-table/error-row.ts';
import { recognise } from '../../error-table/index.ts';
import type { HostFacts } from '../host-facts.ts';
import { sentWithin, spanOf } from '../log-testimony.ts';
import { classifyReply } from '../relay/classify-reply.ts';
import { sendmailSeconds } from '../sendmail-time.ts';
import { isLeftOver } from './left-over.ts';
import type { QueuedMessage } from './parse.ts';

/** A message that was never tried may simply be on its way for so many seconds. */
const onTheWay = 60;

const ageOf = (message: QueuedMessage, clock: number | undefined): number | undefined =>
  clock === undefined || message.created === undefined ? undefined : Math.max(0, clock - message.created);

/** Why a message waits: what the log says of its last try, else its own status. */
const rowOf = (facts: HostFacts, message: QueuedMessage): ErrorRow | undefined => {
  const id = message.file.slice(2);
  const logged = [...facts.logs.failures, ...facts.logs.singleFailures].findLast((one) => one.delivery.id === id)?.row;
  if (logged || message.status === undefined) return logged;
  const known = recognise(message.status, 'mailq')?.row;
  const reply = /\b([45]\d\d[ -].*)$/.exec(message.status)?.[1];
  return known && !known.general ? known : reply ? classifyReply({ ...splitReply(reply), phase: 'unknown' }) : known;
};

const splitReply = (
  text: string,
): { readonly code: number; readonly enhanced: string | null; readonly text: string } => {
  const [, code, enhanced, rest] = /^(\d{3})[ -](?:(\d\.\d+\.\d+) ?)?(.*)$/.exec(text) ?? [];
  return { code: Number(code), enhanced: enhanced ?? null, text: rest ?? '' };
};

/** The relay's answer that waiting messages wait for, when each of them has one; 421 ended a session, not a message. */
export const answerToWaiting = (facts: HostFacts): ErrorRow | undefined => {
  const waiting = facts.queue.messages.filter((one) => one.kind === 'waiting');
  const rows = waiting.map((one) => (/(?:^|: )421\b/.test(one.status ?? '') ? undefined : rowOf(facts, one)));
  return rows.length > 0 && rows.every((row) => row?.stage === 'relay') ? rows.at(-1) : undefined;
};

/**
 * The domain that Sendmail could not look up for the waiting mail, when it is that of each of them and not the relay's: mail of such a
 * domain waits before the relay is asked.
 */
export const silentMailDomain = (facts: HostFacts): string | undefined => {
  const waiting = facts.queue.messages.filter((one) => one.kind === 'waiting');
  const names = waiting.map((one) => /host map: lookup \(([^)]+)\): deferred/.exec(one.status ?? '')?.[1]);
  const [name] = names;
  if (name === undefined || names.some((one) => one === undefined)) return undefined;
  return names.some((one) => one?.replace(/\.$/, '') === facts.system?.relay?.host)
    ? undefined
    : name.replace(/\.$/, '');
};

/** Whether the check itself got through to the relay and, where it could try, was let in. */
export const pathWorksNow = (facts: HostFacts): boolean => {
  const { dialogue } = facts;
  if (dialogue === undefined || dialogue.connected === undefined) return false;
  return dialogue.mail?.startsWith('250') === true;
};

/** The machine that a status is about: `Connection refused by X.`, `timed out with X.`, `X: No route to host`. */
const machineIn = (status: string): string | undefined =>
  /\b(?:by|with) ([\w-]+(?:\.[\w-]+)+)\.?\)?$/.exec(status)?.[1] ??
  /^Deferred: ([\w-]+(?:\.[\w-]+)+)\.?: /.exec(status)?.[1];

/**
 * Whether each of the messages was last tried, by the configuration of now, at a machine that is not the relay: a route of its own
 * (mailertable), which the check does not know.
 */
const goesElsewhere = (facts: HostFacts, messages: readonly QueuedMessage[]): boolean => {
  const { clock } = facts.queue;
  const told = (facts.dialogue?.names ?? []).flatMap((text) => text.toLowerCase().split(' '));
  const own = new Set([facts.system?.relay?.host.toLowerCase(), facts.dns.canonical?.toLowerCase(), ...told]);
  const { changedAge } = facts.configuration;
  if (clock === undefined || changedAge === undefined || facts.logs.failures.length > 0) return false;
  return messages.every((one) => {
    const machine = machineIn(one.status ?? '')?.toLowerCase();
    const triedAge = one.lastTry === undefined ? Number.POSITIVE_INFINITY : clock - one.lastTry;
    return machine !== undefined && !own.has(machine) && triedAge < changedAge;
  });
};

/** Seconds between the queue runs that the daemon was started for (`-q15m`, `-q1h30m`; a bare number is minutes). */
const runInterval = (commandLine: string | undefined): number | undefined =>
  sendmailSeconds(/\s-qp?((?:\d+[smhdw]?)+)(?:\s|$)/.exec(commandLine ?? '')?.[1]);

/** However seldom the queue is run by design, somebody waits for mail after an hour and a half. */
const longestCollecting = 5400;

/** Mail that no one has tried yet waits for the next queue run by design (queue-only delivery). */
const isCollecting = (facts: HostFacts, oldest: number | undefined): boolean => {
  const interval = runInterval(facts.service.arguments);
  return interval !== undefined && oldest !== undefined && oldest <= Math.min(interval, longestCollecting) + onTheWay;
};

/** A delivery is under way right now, and the ones of the last minute worked. */
const isDraining = (facts: HostFacts): boolean =>
  sentWithin(facts, 60) &&
  facts.service.processes.some((one) => /: client [A-Z]|running queue|: user open$/.test(one.title));

/** Messages that wait although the way is free: nothing but the next queue run is needed, or the remembered host status is old. */
export function judgeBacklog(facts: HostFacts): Finding[] {
  const { queue } = facts;
  const waiting = queue.directories.reduce((sum, one) => sum + one.waiting, 0);
  if (waiting === 0) return [];
  const messages = queue.messages.filter((one) => one.kind === 'waiting');
  const ages = messages.map((one) => ageOf(one, queue.clock)).filter((age) => age !== undefined);
  const oldest = ages.length === 0 ? undefined : Math.max(...ages);
  const count = `${waiting} message${waiting === 1 ? '' : 's'}`;
  const since = oldest === undefined ? '' : `, the oldest for ${spanOf(oldest)}`;
  const statuses = messages.flatMap((one) => one.status ?? []);
  const said = statuses[0] === undefined ? '' : ` ("${statuses[0].slice(0, 120)}")`;
  if (!pathWorksNow(facts))
    return [warning('QUEUE_DEFERRED', `${count} wait${waiting === 1 ? 's' : ''}${since}${said}`)];
  const untouched = messages.every((one) => one.tries === 0 && one.status === undefined);
  if (untouched && (oldest === undefined || oldest < onTheWay))
    return [note('QUEUE_DEFERRED', `${count} on the way${since}`)];
  if (goesElsewhere(facts, messages))
    return [
      warning(
        'QUEUE_DEFERRED',
        `${count} wait${waiting === 1 ? 's' : ''} for another machine than the relay${since}${said}`,
      ),
    ];
  if (untouched && isCollecting(facts, oldest))
    return [note('QUEUE_DEFERRED', `${count} collected for the next queue run${since}`)];
  if (isDraining(facts))
    return [warning('QUEUE_BEING_PROCESSED', `${count} wait${since}, and a queue run is bringing them out`)];
  // Mail for a mailbox or a program of this host has nothing to do with the relay, and its next try with nothing that the check knows.
  if (messages.length > 0 && messages.every((one) => rowOf(facts, one)?.code.startsWith('CONFIG_LOCAL_')))
    return [
      warning(
        'CONFIG_LOCAL_MAILER_FAILED',
        `${count} for mailboxes or programs of this host wait${waiting === 1 ? 's' : ''}${since}${said}`,
      ),
    ];
  // The DNS stage tells of it.
  if (silentMailDomain(facts) !== undefined) return [note('QUEUE_DEFERRED', `${count} wait${since}${said}`)];
  // What the relay itself answered to this message or recipient is not cured by the next run; the relay stage tells of it.
  if (answerToWaiting(facts)) return [note('QUEUE_DEFERRED', `${count} wait${since}${said}`)];
  // One queue run asks a relay once and repeats the result for its other messages; only a run that asks at no time remembers.
  const asked = new Set(
    facts.logs.failures.filter((one) => one.delivery.address !== '').map((one) => one.delivery.pid),
  );
  const remembered = facts.logs.failures.some(
    (one) =>
      one.delivery.address === '' &&
      !asked.has(one.delivery.pid) &&
      one.delivery.outcome === 'deferred' &&
      /Connection (?:refused|timed out|reset)|No route/.test(one.delivery.stat),
  );
  if (remembered) {
    return [
      failure(
        'QUEUE_HOST_STATUS_CACHED',
        `${count} wait on a remembered failure: the relay answers now, but was not tried again${said}`,
      ),
    ];
  }
  return [
    failure(
      'QUEUE_BACKLOG_WAITING',
      `${count} wait${waiting === 1 ? 's' : ''} for the next queue run${since}; the relay takes mail now${said}`,
    ),
  ];
}

/** The submission queue: mail of commands, which the daemon should have taken at once. */
export function judgeClientQueue(facts: HostFacts): Finding[] {
  const { queue, service } = facts;
  const waiting = queue.client?.waiting ?? 0;
  if (waiting === 0) return [];
  const ages = queue.clientMessages.map((one) => ageOf(one, queue.clock)).filter((age) => age !== undefined);
  const oldest = ages.length === 0 ? undefined : Math.max(...ages);
  const count = `${waiting} message${waiting === 1 ? '' : 's'}`;
  const words = `${count} in /var/spool/clientmqueue${oldest === undefined ? '' : `, the oldest for ${spanOf(oldest)}`}`;
  if (!service.daemon) return [warning('QUEUE_CLIENT_NOT_DRAINED', `${words}: no daemon takes them`)];
  const untouched = queue.clientMessages.every((one) => one.tries === 0 && one.status === undefined);
  if (untouched && (oldest === undefined || oldest < onTheWay)) return [note('QUEUE_CLIENT_NOT_DRAINED', words)];
  if (isLeftOver(facts, queue.clientMessages) || service.clientRunner)
    return [
      warning(
        'QUEUE_CLIENT_NOT_DRAINED',
        `${words}${service.clientRunner ? ', waiting for the next run of the submission queue' : '; mail of today goes out'}`,
      ),
    ];
  return [failure('QUEUE_CLIENT_NOT_DRAINED', `${words}; a daemon runs, but no process drains this queue`)];
}
