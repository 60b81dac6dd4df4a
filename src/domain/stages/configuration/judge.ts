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
import { changedSince, loggedFailureAt, loggedTroublesAt, logIsWithheld, sentWithin } from '../log-testimony.ts';
import { concernsOneMessage } from '../logs/delivery-cause.ts';
import { sendmailSeconds } from '../sendmail-time.ts';
import { judgeBuild } from './judge-build.ts';
import { judgeCredentials } from './judge-credentials.ts';

/** Ports that relays take mail on from clients. */
const submissionPorts = new Set([587, 2587, 2525]);

/**
 * Without a smart host by design, mail goes out all the same. What fails since may concern one machine elsewhere, as long as it is not
 * the one that took the last mail.
 */
const goesDirect = (facts: HostFacts): boolean => {
  const { lastSuccess, lastSuccessAge, failures } = facts.logs;
  if (facts.system?.relaySource !== 'none') return false;
  if (sentWithin(facts, 86_400)) return true;
  if (!lastSuccess || lastSuccess.mailer === 'relay' || lastSuccessAge === null || lastSuccessAge > 86_400)
    return false;
  const failed = new Set(failures.map((one) => one.delivery.relay));
  return !changedSince(facts, lastSuccessAge) && failed.size <= 1 && !failed.has(lastSuccess.relay);
};

const relayFindings = (facts: HostFacts): Finding[] => {
  const { system, dialogue, logs } = facts;
  if (!system) return [];
  if (system.sendmail === '') return [failure('CONFIG_SENDMAIL_MISSING', 'no sendmail program was found on this host')];
  if (system.cf === '')
    return [failure('CONFIG_FILE_MISSING', 'there is no sendmail.cf on this host', { file: '/etc/mail/sendmail.cf' })];
  if (!system.cfRead) return [];
  if (system.smartHost === '') {
    const words = `${system.cf} names no smart host (DS line empty): mail goes straight to the recipients' servers`;
    const tried = logs.failures.length > 0 || facts.queue.messages.length > 0;
    const find = goesDirect(facts) ? note : tried ? failure : logIsWithheld(facts) ? warning : likely;
    return [find('CONFIG_NO_SMART_HOST', words, { file: system.cf })];
  }
  const other = dialogue?.otherPorts[0];
  if (
    system.relay &&
    dialogue?.connectFailed &&
    other !== undefined &&
    !submissionPorts.has(system.relay.port) &&
    system.relay.port !== 25
  ) {
    const words = `sendmail.cf sends to port ${system.relay.port} of ${system.relay.host}, where nothing answers; its port ${other} does`;
    return [failure('CONFIG_RELAY_PORT_WRONG', words, { relay: system.relay.host, port: other, file: system.cf })];
  }
  return [];
};

/** Commands hand mail over by submit.cf wherever sendmail is not set-user-id root (8.12 and later). */
const submissionFindings = (facts: HostFacts): Finding[] => {
  const files = facts.configuration.files;
  const submit = files.find((one) => one.path === '/etc/mail/submit.cf');
  const program = files.filter((one) => /sendmail/.test(one.path) && one.mode.startsWith('-')).at(-1);
  const setGroup = program !== undefined && /^-..x..s/.test(program.mode) && !/^-..s/.test(program.mode);
  const clientQueue = files.some((one) => one.path === '/var/spool/clientmqueue' && !one.missing);
  return submit?.missing && (setGroup || clientQueue)
    ? [
        warning(
          'CONFIG_SUBMIT_CF_MISSING',
          '/etc/mail/submit.cf is missing: mail from commands of ordinary users is not taken',
          { file: '/etc/mail/submit.cf' },
        ),
      ]
    : [];
};

/** Mail for a foreign domain that this host takes for its own never gets to the relay. */
const takenForOwn = (facts: HostFacts): Finding[] => {
  const own = facts.system?.hostname.toLowerCase() ?? '';
  const ownDomain = own.slice(own.indexOf('.') + 1);
  const foreign = facts.logs.localFailures.flatMap(({ delivery, row, age }) => {
    const domain = /@([\w-]+(?:\.[\w-]+)+)>?$/.exec(delivery.recipient)?.[1]?.toLowerCase();
    const isOwn = domain === undefined || own.endsWith(domain) || domain.endsWith(ownDomain);
    return isOwn ||
      !/^(?:CONFIG_LOCAL_USER|RELAY_RECIPIENT)_UNKNOWN$/.test(row?.code ?? '') ||
      (age !== null && age > 86_400)
      ? []
      : [domain];
  });
  const [domain] = foreign;
  return domain === undefined || ownDomain === ''
    ? []
    : [
        warning(
          'CONFIG_LOCAL_USER_UNKNOWN',
          `this host takes ${domain} for its own domain and looks for its users here (${foreign.length} refused): mail for it does not go to the relay`,
        ),
      ];
};

/** Settings that lead connections astray, where the check, which keeps to them, gets nowhere or Sendmail gives up too soon. */
const wayFindings = (facts: HostFacts): Finding[] => {
  const { system, dialogue, configuration } = facts;
  if (!system || !dialogue) return [];
  const file = system.cf;
  if (dialogue.attempts.some((one) => one.state === 'EADDRNOTAVAIL') && system.sourceAddress !== '')
    return [
      failure(
        'CONFIG_SOURCE_ADDRESS',
        `ClientPortOptions says to send from ${system.sourceAddress}, which is no address of this host`,
        { file },
      ),
    ];
  if (system.connectOnly !== '' && dialogue.connectFailed)
    return [
      failure(
        'CONFIG_CONNECT_ONLY_TO',
        `ConnectOnlyTo sends every connection to ${system.connectOnly}, where nothing takes mail`,
        { file },
      ),
    ];
  const initial = sendmailSeconds(configuration.options.get('Timeout.initial'));
  const took = dialogue.greetingTook;
  if (initial === undefined || took === undefined || dialogue.greetingReply?.code !== 220 || took <= initial) return [];
  const words = `the relay greets after ${took} s, and Timeout.initial lets Sendmail wait ${initial} s only`;
  const find = sentWithin(facts, 900) ? warning : failure;
  return [find('CONFIG_TIMEOUT_TOO_SHORT', words, { file })];
};

/**
 * The daemon of this host refuses what its programs hand in: one message for its own faults, or each of them. Want of space is a
 * matter of the queue's file system, not of the rules.
 */
const refusedHereFindings = (facts: HostFacts): Finding[] => {
  const refused = facts.logs.refusedHere.filter(
    ({ age, delivery }) =>
      (age === null || age < 86_400) && !/Insufficient disk space/.test(`${delivery.reply} ${delivery.stat}`),
  );
  const newest = refused.at(-1);
  if (!newest || changedSince(facts, newest.age)) return [];
  const messages = new Set(refused.map((one) => one.delivery.id)).size;
  const said = newest.delivery.reply || newest.delivery.stat;
  const ofOneMessage = newest.row !== undefined && concernsOneMessage(newest.row);
  const filter = loggedTroublesAt(facts, 'configuration').some((one) => one.row.code === 'CONFIG_FILTER_DOWN');
  const find = ofOneMessage ? (messages > 1 ? likely : note) : messages > 1 ? failure : likely;
  const words = `the daemon of this host refused ${messages === 1 ? 'a message' : `${messages} messages`} of its own programs: ${said}`;
  return [
    find(filter && !ofOneMessage ? 'CONFIG_FILTER_DOWN' : 'CONFIG_DAEMON_REFUSES', words, { file: facts.system?.cf }),
  ];
};

const loggedFindings = (facts: HostFacts): Finding[] => {
  const failed = loggedFailureAt(facts, 'configuration');
  const known = new Set(['CONFIG_AUTHINFO_DB_UNSAFE', 'CONFIG_AUTHINFO_DB_MISSING']);
  const troubles = loggedTroublesAt(facts, 'configuration').filter((one) => !known.has(one.row.code));
  const findings = troubles.map((one) =>
    (one.row.effect === 'permanent' ? likely : warning)(one.row.code, one.event.text.slice(0, 160)),
  );
  if (failed?.row) findings.unshift(failure(failed.row.code, `the log says: ${failed.delivery.stat}`));
  return findings.filter((one, at) => findings.findIndex((other) => other.code === one.code) === at);
};

export function judgeConfiguration(facts: HostFacts): Judgement {
  const { system } = facts;
  if (!system) return unknown('the host gave no facts about itself');
  const findings = [
    ...relayFindings(facts),
    ...judgeBuild(facts),
    ...judgeCredentials(facts),
    ...submissionFindings(facts),
    ...takenForOwn(facts),
    ...wayFindings(facts),
    ...refusedHereFindings(facts),
    ...loggedFindings(facts),
  ];
  const incomplete = incompleteReason(facts.results.of('configuration'));
  if (incomplete && !findings.some((one) => one.severity === 'failed')) return unknown(incomplete, findings);
  if (!system.cfRead && system.cf !== '')
    return conclude(findings, unknown(`${system.cf} can not be read: ${system.privilegeProblem}`));
  const target = system.relay ? `mail goes to ${system.relay.host} port ${system.relay.port}` : 'no relay';
  if (facts.configuration.mapDenied) {
    return conclude(findings, unknown(`${target}; the credentials can not be read: ${system.privilegeProblem}`));
  }
  const version = facts.configuration.build?.version;
  return conclude(findings, passed(`${target}${version === undefined ? '' : `; sendmail ${version}`}`));
}
