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
import { recognise } from '../../error-table/index.ts';
import type { HostFacts } from '../host-facts.ts';
import { loggedFailureAt, logIsWithheld, sentWithin } from '../log-testimony.ts';
import { isLoopback } from '../loopback.ts';
import { parseSClient } from './s-client.ts';

const certificateCodes: Readonly<Record<number, string>> = {
  9: 'TLS_CERT_NOT_YET_VALID',
  10: 'TLS_CERT_EXPIRED',
  18: 'TLS_CERT_SELF_SIGNED',
  19: 'TLS_CERT_UNTRUSTED',
  20: 'TLS_CERT_UNTRUSTED',
  21: 'TLS_CERT_UNTRUSTED',
  62: 'TLS_CERT_NAME_MISMATCH',
};

/** Whether the access map demands a verified certificate of this relay (TLS_Srv with VERIFY): by name, parent domain, address or default. */
const demandFor = (facts: HostFacts, relay: string): string | undefined => {
  const name = relay.toLowerCase();
  const address = facts.dialogue?.connected ?? '';
  return facts.configuration.tlsDemands.find(
    ({ key }) =>
      key === '' ||
      key === name ||
      name.endsWith(`.${key}`) ||
      key === address ||
      (address !== '' && address.startsWith(`${key}.`)),
  )?.demand;
};

const handshakeCodes = new Set([
  'TLS_PROTOCOL_VERSION',
  'TLS_NO_COMMON_CIPHER',
  'TLS_GARBAGE',
  'TLS_CONNECTION_CLOSED',
  'TLS_NO_ANSWER',
  'TLS_CLIENT_CERTIFICATE_DEMANDED',
]);

/** Sendmail goes on in clear where STARTTLS is refused, unless a verified certificate is demanded. */
const goesOnInClear = (facts: HostFacts, dialogue: DialogueFacts, relay: string): boolean =>
  dialogue.clear?.startsWith('250') === true && demandFor(facts, relay) === undefined;

const handshakeFinding = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Finding => {
  const rowFacts = { relay, port: facts.system?.relay?.port };
  const reply = dialogue.starttlsReply;
  if (reply !== undefined && /^[45]\d\d/.test(reply)) {
    const words = `${relay} offers STARTTLS and then refuses it: ${dialogue.starttlsLines.findLast((line) => /^[45]/.test(line)) ?? reply}`;
    return goesOnInClear(facts, dialogue, relay)
      ? warning('STARTTLS_REFUSED_454', `${words}; it takes mail in clear, and Sendmail goes on so`, rowFacts)
      : failure('STARTTLS_REFUSED_454', words, rowFacts);
  }
  if (dialogue.tls === 'timeout' || dialogue.tls === 'silent') {
    // Sendmail waits much longer than the check can (Timeout.starttls); deliveries that took long and worked show it.
    if (sentWithin(facts, 3600) && (facts.logs.lastSuccessTook ?? 0) >= 10)
      return warning(
        'TLS_NO_ANSWER',
        `${relay} is so slow in the TLS handshake that the check gave up; Sendmail waits, and the last delivery took ${facts.logs.lastSuccessTook} s`,
        rowFacts,
      );
    return failure('TLS_NO_ANSWER', `${relay} accepts STARTTLS and then stays silent`, rowFacts);
  }
  const session = parseSClient(dialogue.tlsLines);
  const named = dialogue.tlsLines
    .map((line) => recognise(line, 'openssl')?.row.code)
    .find((code) => code !== undefined && handshakeCodes.has(code));
  const code =
    named ??
    (dialogue.tlsLines.some((line) => /errno=(?:0|104|73)\b|eof|closed/i.test(line))
      ? 'TLS_CONNECTION_CLOSED'
      : 'TLS_HANDSHAKE_FAILED');
  const said = session.error ?? dialogue.tlsLines.find((line) => /error/i.test(line)) ?? '';
  return failure(code, `the TLS handshake with ${relay} fails${said === '' ? '' : `: ${said}`}`, rowFacts);
};

const certificateFindings = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Finding[] => {
  const demand = demandFor(facts, relay);
  const { verify } = parseSClient(dialogue.tlsLines);
  const bad = verify.find((one) => one.code !== 0);
  const rowFacts = { relay, port: facts.system?.relay?.port };
  if (!bad) {
    return demand !== undefined && !facts.system?.caConfigured
      ? [
          likely(
            'TLS_CERT_UNTRUSTED',
            `the access map demands a verified certificate of ${relay} (${demand}), but sendmail.cf names no certificate authorities`,
            rowFacts,
          ),
        ]
      : [];
  }
  const words = `the certificate of ${relay} is not accepted: ${bad.text}`;
  const code = certificateCodes[bad.code] ?? 'TLS_CERT_UNTRUSTED';
  if (demand !== undefined)
    return [failure(code, `${words}; the access map demands a verified one (${demand})`, rowFacts)];
  return [note(code, `${words}; this host does not demand it, so mail flows all the same`, rowFacts)];
};

const withoutTls = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Judgement => {
  const rowFacts = { relay, port: facts.system?.relay?.port };
  const text = dialogue.mailReply?.lines.join(' ') ?? '';
  const hasCredentials = dialogue.authEntry !== undefined;
  if (isLoopback(relay)) return passed(`${relay} is on this host: the way to it needs no STARTTLS`);
  const demandsTls = /STARTTLS|TLS/i.test(text) && (dialogue.mailReply?.code ?? 0) >= 400;
  if (dialogue.tlsForbidden) {
    const words = `the access map forbids TLS with ${relay} (Try_TLS: NO)`;
    if (demandsTls)
      return conclude(
        [failure('STARTTLS_REQUIRED_530', `${words}, and ${relay} demands it: ${text}`, rowFacts)],
        passed(''),
      );
    return passed(words);
  }
  if (demandsTls && facts.configuration.mapDenied && dialogue.offersAuthInClear)
    return unknown(`${relay} offers a login without STARTTLS, and whether this host has one can not be read`);
  const worksInClear = hasCredentials && dialogue.offersAuthInClear && sentWithin(facts, 3600);
  if (demandsTls && !worksInClear) {
    return conclude(
      [
        failure(
          'STARTTLS_NOT_OFFERED',
          `${relay} demands STARTTLS but does not offer it on this connection: ${text}`,
          rowFacts,
        ),
      ],
      passed(''),
    );
  }
  if (dialogue.mail?.startsWith('250')) {
    const clear = hasCredentials && dialogue.offersAuthInClear && sentWithin(facts, 86_400);
    const findings = clear
      ? [
          warning(
            'CONFIG_PASSWORD_IN_CLEAR',
            `${relay} offers a login without STARTTLS: the password goes over the network in clear`,
            rowFacts,
          ),
        ]
      : [];
    return conclude(findings, passed(`${relay} offers no STARTTLS and takes mail without it`));
  }
  if (hasCredentials || (dialogue.mailReply?.code ?? 0) === 530) {
    const words = `${relay} does not offer STARTTLS on this connection, and takes no mail without a login`;
    if (sentWithin(facts, 3600))
      return conclude(
        [
          warning(
            'CONFIG_PASSWORD_IN_CLEAR',
            `${relay} offers a login without STARTTLS: the password goes over the network in clear`,
            rowFacts,
          ),
        ],
        passed(''),
      );
    return conclude(
      [(dialogue.offersAuthInClear ? likely : failure)('STARTTLS_NOT_OFFERED', words, rowFacts)],
      passed(''),
    );
  }
  return passed(`${relay} offers no STARTTLS`);
};

/** A handshake that failed, and what of it concerns Sendmail. */
const withoutHandshake = (facts: HostFacts, dialogue: DialogueFacts, relay: string): Judgement => {
  if (dialogue.certificateWithheld) {
    const why = 'this host shows a certificate of its own, which the login user can not read';
    return sentWithin(facts, 3600) ? passed(`not tried (${why}), but mail went out in the last hour`) : unknown(why);
  }
  if ((dialogue.tls === 'timeout' || dialogue.tls === 'silent') && logIsWithheld(facts) && !dialogue.starttlsReply)
    return unknown(
      `${relay} did not finish the TLS handshake in time; Sendmail waits longer, and its log can not be read`,
    );
  const finding = handshakeFinding(facts, dialogue, relay);
  const { build } = facts.configuration;
  if (build?.version !== undefined && !build.hasTls)
    return conclude(
      [note(finding.code, `${finding.summary}; this Sendmail has no STARTTLS compiled in and never asks for it`)],
      passed(''),
    );
  return conclude([finding], passed(''));
};

export function judgeStarttls(facts: HostFacts): Judgement {
  const { dialogue, system } = facts;
  const relay = system?.relay?.host ?? 'the relay';
  if (system && !system.relay) return skipped('there is no relay to speak to');
  if (dialogue?.offersTls === undefined) return notReached(facts);
  if (!dialogue.offersTls) return withoutTls(facts, dialogue, relay);
  if (dialogue.tls === 'no-openssl') {
    const failed = loggedFailureAt(facts, 'starttls');
    if (failed?.row) return conclude([likely(failed.row.code, `the log says: ${failed.delivery.stat}`)], passed(''));
    const why = 'there is no openssl on this host to try the handshake with';
    return sentWithin(facts, 3600) ? passed(`not tried (${why}), but mail went out in the last hour`) : unknown(why);
  }
  if (dialogue.tls === undefined) return unknown('the handshake was not finished in time');
  if (dialogue.tls !== 'ok') return withoutHandshake(facts, dialogue, relay);
  const findings = certificateFindings(facts, dialogue, relay);
  // Some relays take the handshake and say behind it that its version is too old.
  const said = [dialogue.authReply, dialogue.mailReply].flatMap((reply) =>
    reply && reply.code >= 400 ? reply.lines : [],
  );
  const tooOld = said.find((line) => recognise(line, 'smtp')?.row.code === 'TLS_PROTOCOL_VERSION');
  if (tooOld !== undefined)
    findings.push(
      failure('TLS_PROTOCOL_VERSION', `${relay} takes the handshake and then refuses its version: ${tooOld}`, {
        relay,
      }),
    );
  const logged = loggedFailureAt(facts, 'starttls');
  if (
    logged?.row &&
    !findings.some((one) => one.severity === 'failed') &&
    facts.configuration.build?.hasTls !== false
  ) {
    // Sendmail's own rules (access map) refuse what openssl is content with; that is no contradiction.
    const byRule = logged.row.code === 'TLS_CERT_NAME_MISMATCH' || logged.row.code === 'TLS_VERIFICATION_DEMANDED';
    findings.push(
      (byRule ? failure : likely)(
        logged.row.code,
        `openssl gets through, but Sendmail's own handshake fails: ${logged.delivery.stat}`,
        {
          relay,
        },
      ),
    );
  }
  const { handshake } = parseSClient(dialogue.tlsLines);
  return conclude(
    findings,
    passed(`the TLS handshake works${handshake ? ` (${handshake.protocol}, ${handshake.cipher})` : ''}`),
  );
}

function notReached(facts: HostFacts): Judgement {
  const logged = loggedFailureAt(facts, 'starttls');
  const { dialogue } = facts;
  if (dialogue?.connected === undefined && logged?.row)
    return conclude([likely(logged.row.code, `the log says: ${logged.delivery.stat}`)], passed(''));
  return dialogue === undefined || dialogue.lines.length === 0
    ? unknown('the connection was not tried')
    : skipped('the session did not come this far');
}
