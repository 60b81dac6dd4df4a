import {
  conclude,
  type Finding,
  failure,
  type Judgement,
  likely,
  note,
  passed,
  skipped,
  unknown,
  warning,
} from '../../diagnosis/finding.ts';
import type { RowFacts } from '../../error-table/fill-row.ts';
import { readReply } from '../authentication/judge.ts';
import type { HostFacts } from '../host-facts.ts';
import { changedSince, loggedFailureAt, sentWithin, spanOf } from '../log-testimony.ts';
import { answerToWaiting } from '../queue/judge-backlog.ts';

const day = 86_400;

/** 421 or 5xx instead of a greeting: the relay answers, and wants nothing of this host. */
const greetingFinding = (facts: HostFacts, rowFacts: RowFacts): Finding | undefined => {
  const reply = facts.dialogue?.greetingReply;
  if (!reply || reply.code === 220) return undefined;
  const { words, code, stage } = readReply(reply, 'greeting');
  return failure(
    stage === 'relay' ? code : reply.code < 500 ? 'RELAY_BUSY_421' : 'RELAY_CLIENT_BLOCKED',
    `the relay greets with ${words}`,
    rowFacts,
  );
};

const ehloFinding = (facts: HostFacts, rowFacts: RowFacts): Finding | undefined => {
  const { dialogue } = facts;
  const code = Number(dialogue?.ehlo);
  if (!dialogue || !Number.isInteger(code) || code < 400) return undefined;
  const lines = dialogue.lines.filter((line) => line.startsWith('ehlo < ')).map((line) => line.slice(7));
  const { words, code: row, stage } = readReply({ code, lines }, 'helo');
  // Nobody asked for relaying yet: what is refused here is the host or the name it gives.
  const named = stage === 'relay' && row !== 'RELAY_DENIED' ? row : 'RELAY_CLIENT_BLOCKED';
  return failure(named, `the relay refuses EHLO: ${words}`, rowFacts);
};

/** The sender that the check used may be another than the applications'. So a refusal of it alone is only likely. */
const mailFinding = (facts: HostFacts, rowFacts: RowFacts): Finding | undefined => {
  const { dialogue } = facts;
  const reply = dialogue?.mailReply;
  if (!dialogue || !reply || reply.code < 400 || reply.code === 530) return undefined;
  const { words, code, stage } = readReply(reply, 'mail');
  if (stage !== 'relay') return undefined;
  // Put off for the check's own sender, and mail of others gets through.
  if (code === 'RELAY_TEMPORARY' && sentWithin(facts, 900))
    return warning(
      code,
      `the relay puts off the sender that the check used (${words}); mail of others went out ${spanOf(facts.logs.lastSuccessAge ?? 0)} ago`,
      rowFacts,
    );
  const senderOnly = /SENDER/.test(code);
  const confirmed = loggedFailureAt(facts, 'relay') !== undefined || facts.logs.lastSuccess === undefined;
  if (senderOnly && !confirmed) return undefined;
  return (senderOnly && loggedFailureAt(facts, 'relay') === undefined ? likely : failure)(
    code,
    `the relay refuses the sender: ${words}`,
    rowFacts,
  );
};

const loggedFinding = (facts: HostFacts, rowFacts: RowFacts): Finding | undefined => {
  const logged = loggedFailureAt(facts, 'relay');
  if (!logged?.row) return undefined;
  // 421 closes a whole session: the check just had one that went well.
  const said = logged.delivery.reply || logged.delivery.stat;
  const ended = /(?:^|: )421\b/.test(said) && facts.dialogue?.mail?.startsWith('250') === true;
  if (ended && !logged.deep) return undefined;
  const when = logged.age === null ? '' : ` ${spanOf(logged.age)} ago`;
  const words = `the relay refused mail${when}: ${said}`;
  // What decides was changed since then, and nothing was sent: only a mail can tell.
  if (changedSince(facts, logged.age))
    return warning(logged.row.code, `${words}; the configuration was changed since, so send a test mail`, rowFacts);
  const old = (logged.age ?? 0) > 3600;
  return (ended || old ? likely : failure)(logged.row.code, old ? `${words}; none was sent since` : words, rowFacts);
};

/** What concerns one recipient or message, not this host: worth a warning only while it makes mail wait. */
const singleFindings = (facts: HostFacts): Finding[] => {
  const awaited = answerToWaiting(facts);
  if (awaited) {
    const status = facts.queue.messages.findLast((one) => one.status !== undefined)?.status;
    return [
      warning(awaited.code, `mail waits because the relay put it off${status === undefined ? '' : `: ${status}`}`),
    ];
  }
  const recent = facts.logs.singleFailures.filter((one) => one.age === null || one.age < day);
  const newest = recent.at(-1);
  if (!newest?.row) return [];
  // Size and content are matters of a message, until message after message is refused and none gets through.
  const everyMessage = /^RELAY_(?:MESSAGE_TOO_LARGE|CONTENT_REJECTED)$/.test(newest.row.code);
  if (everyMessage) {
    const find = new Set(recent.map((one) => one.delivery.id)).size > 1 ? failure : warning;
    return [find(newest.row.code, `the relay refuses what is sent: ${newest.delivery.reply || newest.delivery.stat}`)];
  }
  const count = `${recent.length} message${recent.length === 1 ? '' : 's'}`;
  return [
    note(
      newest.row.code,
      `${count} refused for one recipient or message: ${newest.delivery.reply || newest.delivery.stat}`,
    ),
  ];
};

export function judgeRelay(facts: HostFacts): Judgement {
  const { dialogue, system } = facts;
  const relay = system?.relay;
  const rowFacts: RowFacts = { relay: relay?.host, port: relay?.port, user: 'the sender' };
  const findings = [
    greetingFinding(facts, rowFacts),
    ehloFinding(facts, rowFacts),
    mailFinding(facts, rowFacts),
    loggedFinding(facts, rowFacts),
  ].filter((one) => one !== undefined);
  const distinct = findings.filter((one, at) => findings.findIndex((other) => other.code === one.code) === at);
  const notes = singleFindings(facts);
  if (!dialogue || dialogue.lines.length === 0)
    return conclude([...distinct, ...notes], relay ? unknown('the relay was not asked') : skipped('there is no relay'));
  if (dialogue.mail?.startsWith('250'))
    return conclude(
      [...distinct, ...notes],
      passed(`${relay?.host ?? 'the relay'} accepts a sender; nothing was sent`),
    );
  const tried =
    dialogue.auth === 'switched-off'
      ? unknown('without a login the relay was not asked')
      : skipped('the session did not come this far');
  return conclude(
    [...distinct, ...notes],
    dialogue.mail === undefined ? tried : skipped('the relay was not asked further'),
  );
}
