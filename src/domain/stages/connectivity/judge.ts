import { incompleteReason } from '../../collector/results.ts';
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
import type { DialogueFacts } from '../../dialogue/parse.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedFailureAt, logIsWithheld, sentWithin, spanOf } from '../log-testimony.ts';

const codeOfState: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'CONNECT_REFUSED',
  timeout: 'CONNECT_TIMED_OUT',
  waiting: 'CONNECT_TIMED_OUT',
  ETIMEDOUT: 'CONNECT_TIMED_OUT',
  ENETUNREACH: 'CONNECT_NETWORK_UNREACHABLE',
  EADDRNOTAVAIL: 'CONNECT_NETWORK_UNREACHABLE',
  EHOSTUNREACH: 'CONNECT_NO_ROUTE',
  EHOSTDOWN: 'CONNECT_NO_ROUTE',
  ECONNRESET: 'CONNECT_RESET',
  ECONNABORTED: 'CONNECT_RESET',
  EACCES: 'CONNECT_PROHIBITED',
  EPERM: 'CONNECT_PROHIBITED',
};

const wordsOfState: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection',
  timeout: 'does not answer (timed out)',
  waiting: 'does not answer',
  ETIMEDOUT: 'does not answer (timed out)',
  ENETUNREACH: 'can not be reached: network is unreachable',
  EADDRNOTAVAIL: 'can not be reached: no local address for it',
  EHOSTUNREACH: 'can not be reached: no route to host',
  EHOSTDOWN: 'can not be reached: host is down',
  ECONNRESET: 'resets the connection',
  ECONNABORTED: 'resets the connection',
  EACCES: 'may not be connected to: a local filter forbids it',
  EPERM: 'may not be connected to: a local filter forbids it',
};

const connectFinding = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Finding => {
  const states = dialogue.attempts.map((one) => one.state);
  // With several dead addresses the one that was refused outright says the most.
  const state =
    states.find((one) => codeOfState[one] !== undefined && one !== 'timeout' && one !== 'waiting') ??
    states[0] ??
    'timeout';
  const attempt = dialogue.attempts.find((one) => one.state === state);
  const errno = /^errno \d+ \((.*)\)$/.exec(state)?.[1];
  const where = `${relay} (${attempt?.address ?? ''}) port ${facts.system?.relay?.port ?? ''}`;
  const other = dialogue.otherPorts[0];
  const hint = other === undefined ? '' : `; its port ${other} answers`;
  return failure(
    codeOfState[state] ?? (errno === undefined ? 'CONNECT_TIMED_OUT' : 'CONNECT_NO_ROUTE'),
    `${where} ${wordsOfState[state] ?? `can not be connected to: ${errno ?? state}`}${hint}`,
    {
      relay,
      port: facts.system?.relay?.port,
    },
  );
};

const talkFinding = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Finding | undefined => {
  const port = facts.system?.relay?.port ?? 0;
  const rowFacts = { relay, port };
  const where = `${relay} port ${port}`;
  switch (dialogue.greeting) {
    case 'timeout':
      // Sendmail waits longer than the check does (Timeout.initial); deliveries that took long and worked show it.
      if (sentWithin(facts, 3600) && (facts.logs.lastSuccessTook ?? 0) >= 10)
        return warning(
          'CONNECT_NO_GREETING',
          `${where} greets so late that the check gave up; Sendmail waits, and the last delivery took ${facts.logs.lastSuccessTook} s`,
          rowFacts,
        );
      return port === 465
        ? failure(
            'CONNECT_WRAPPER_PORT',
            `${where} connects and stays silent: this port wants TLS from the first byte, which Sendmail does not do`,
            rowFacts,
          )
        : failure('CONNECT_NO_GREETING', `${where} connects, but no greeting comes`, rowFacts);
    case 'closed':
      return failure(
        'CONNECT_CLOSED_IN_GREETING',
        `${where} connects and closes at once, without a greeting`,
        rowFacts,
      );
    case 'reset':
      return failure('CONNECT_RESET', `${where} connects and is reset before the greeting`, rowFacts);
    case 'garbage':
      return failure('CONNECT_NOT_SMTP', `${where} answers, but not as a mail server`, rowFacts);
    default:
      break;
  }
  if (dialogue.greetingReply?.code !== 220) return undefined;
  if (
    dialogue.ehlo === 'timeout' ||
    dialogue.ehlo === 'closed' ||
    dialogue.ehlo === 'reset' ||
    dialogue.ehlo === 'garbage'
  ) {
    return failure('CONNECT_DROPPED', `${where} greets, and the session ends after EHLO (${dialogue.ehlo})`, rowFacts);
  }
  // After a refused login the relay may well hang up.
  if ((dialogue.authReply?.code ?? 0) < 400 && /^(?:timeout|closed|reset|garbage)$/.test(dialogue.mail ?? ''))
    return failure(
      'CONNECT_DROPPED',
      `${where} takes the session as far as MAIL, and there it ends (${dialogue.mail})`,
      rowFacts,
    );
  return undefined;
};

const cameAndWent = (facts: HostFacts): Finding[] => {
  const logged = loggedFailureAt(facts, 'connectivity');
  if (!logged?.row || (logged.age !== null && logged.age > 3600)) return [];
  // Sessions that broke off behind TLS went further than the check, which sends no message, can go.
  const broken = facts.logs.failures.filter((one) => one.deep && one.row?.stage === 'connectivity');
  const messages = new Set(broken.map((one) => one.delivery.id)).size;
  if (logged.deep && broken.length === facts.logs.failures.length) {
    // The next queue run would have failed as well: an older end than that may be mended.
    const find = messages > 1 && (logged.age === null || logged.age <= 1800) ? likely : warning;
    const when = logged.age === null ? '' : `, the last one ${spanOf(logged.age)} ago`;
    const what = messages > 1 ? `of ${messages} messages` : 'of one message';
    return [
      find(
        'CONNECT_DROPPED',
        `the relay answers the check, but sessions ${what} broke off behind the start of TLS${when}: ${logged.delivery.reply || logged.delivery.stat}`,
      ),
    ];
  }
  const when = logged.age === null ? '' : ` ${spanOf(logged.age)} ago`;
  return [note(logged.row.code, `the relay answers now, but${when} the log said: ${logged.delivery.stat}`)];
};

export function judgeConnectivity(facts: HostFacts): Judgement {
  const { dialogue, system } = facts;
  const relay = system?.relay;
  if (!relay) return skipped('there is no relay to connect to');
  const incomplete = incompleteReason(facts.results.of('dialogue'));
  if (!dialogue || dialogue.lines.length === 0) return unknown(incomplete ?? 'the connection was not tried');
  if (dialogue.resolve !== undefined) return skipped('without an address there is nothing to connect to');
  if (dialogue.connectFailed) {
    const finding = connectFinding(facts, dialogue, relay.host);
    if (system.isRoot || dialogue.asRoot) return conclude([finding], passed(''));
    // A filter may let nobody but root out, as which Sendmail goes.
    if (sentWithin(facts, 900))
      return unknown(
        `${finding.summary}, for this login, which is not root; mail went out ${spanOf(facts.logs.lastSuccessAge ?? 0)} ago`,
      );
    return conclude([{ ...finding, certainty: 'likely' }], passed(''));
  }
  if (dialogue.connected === undefined) {
    return sentWithin(facts, 900)
      ? passed('the log shows deliveries minutes ago')
      : unknown(incomplete ?? 'the connection could not be tried on this host');
  }
  if (dialogue.greeting === 'timeout' && relay.port !== 465 && logIsWithheld(facts))
    return unknown(
      `${relay.host} port ${relay.port} connects and did not greet in time; Sendmail waits longer, and its log can not be read`,
    );
  const findings: Finding[] = [];
  const talk = talkFinding(facts, dialogue, relay.host);
  if (talk) findings.push(talk);
  const dead = dialogue.attempts.filter((one) => one.state !== 'ok');
  if (dead.length > 0) {
    const each = dead.map((one) => `${one.address} ${wordsOfState[one.state] ?? one.state}`).join(', ');
    findings.push(
      warning('CONNECT_ONE_ADDRESS_DEAD', `of ${dialogue.attempts.length} addresses of ${relay.host}, ${each}`, {
        relay: relay.host,
        port: relay.port,
      }),
    );
  }
  if (!talk) findings.push(...cameAndWent(facts));
  const address = dialogue.connected === '' ? '' : ` (${dialogue.connected})`;
  return conclude(findings, passed(`${relay.host}${address} port ${relay.port} answers`));
}
