import {
  conclude,
  type Finding,
  failure,
  type Judgement,
  likely,
  passed,
  skipped,
  unknown,
  warning,
} from '../../diagnosis/finding.ts';
import type { DialogueFacts, PhaseReply } from '../../dialogue/parse.ts';
import type { HostFacts } from '../host-facts.ts';
import { changedSince, loggedFailureAt, sentWithin, spanOf } from '../log-testimony.ts';
import type { SmtpPhase } from '../relay/smtp-phase.ts';
import { classifyReply, parseReplies } from '../relay/smtp-reply.ts';

/** The relay's words in one line, and the row they show. */
export const readReply = (
  reply: PhaseReply,
  phase: SmtpPhase,
): { readonly words: string; readonly code: string; readonly stage: string } => {
  const parsed = parseReplies(reply.lines).at(-1);
  const words = parsed
    ? `${parsed.code}${parsed.enhanced === null ? '' : ` ${parsed.enhanced}`} ${parsed.text}`
    : reply.lines.join(' ');
  const row = classifyReply({ code: reply.code, enhanced: parsed?.enhanced ?? null, text: parsed?.text ?? '', phase });
  return { words, code: row.code, stage: row.stage };
};

const refusedLogin = (dialogue: DialogueFacts, relay: string): Finding | undefined => {
  const { authReply } = dialogue;
  if (!authReply || authReply.code < 400) return undefined;
  const { words, code, stage } = readReply(authReply, 'auth');
  return failure(
    stage === 'authentication' || stage === 'starttls' ? code : 'AUTH_INVALID_535',
    `${relay} refuses the login: ${words}`,
    { relay },
  );
};

/** What follows when no login was tried: the answer to MAIL FROM tells whether one was needed. */
const withoutLogin = (dialogue: DialogueFacts, relay: string, why: string): Judgement | undefined => {
  if (dialogue.mail?.startsWith('250')) return passed(`${relay} takes mail without a login (${why})`);
  const reply = dialogue.mailReply;
  if (!reply || reply.code < 400) return undefined;
  const { words, code, stage } = readReply(reply, 'mail');
  if (stage !== 'authentication' && reply.code !== 530) return undefined;
  const finding = dialogue.auth === 'not-offered' ? 'AUTH_NOT_OFFERED' : code;
  return conclude(
    [
      failure(stage === 'starttls' ? 'AUTH_REQUIRED_530' : finding, `${relay} demands a login (${words}), and ${why}`, {
        relay,
      }),
    ],
    passed(''),
  );
};

/** What speaks against a login that worked: the relay demands one all the same, or just refused real mail for want of one. */
const againstLogin = (facts: HostFacts, relay: string): Finding[] => {
  const reply = facts.dialogue?.mailReply;
  if (reply && reply.code >= 400) {
    const { words, stage } = readReply(reply, 'mail');
    if (reply.code === 530 || stage === 'authentication')
      return [failure('AUTH_REQUIRED_530', `${relay} accepts the login and then demands one: ${words}`, { relay })];
  }
  const logged = loggedFailureAt(facts, 'authentication');
  if (!logged?.row || changedSince(facts, logged.age)) return [];
  const said = logged.delivery.reply || logged.delivery.stat;
  // Sendmail's own library has no method, whatever the check can do.
  if (logged.row.code === 'AUTH_NO_MECHANISM')
    return [
      failure(
        'AUTH_NO_MECHANISM',
        `Sendmail itself finds no login method in common with ${relay} (${said}), although the check logs in: its SASL plug-ins may be missing`,
        { relay },
      ),
    ];
  const when = logged.age === null ? '' : ` ${spanOf(logged.age)} ago`;
  const words = `the relay refused mail${when} (${said}), although the check logs in with the same credentials`;
  // "User unknown" is Sendmail's word for a refused recipient: further than the check goes.
  const find = logged.delivery.stat.startsWith('User unknown') ? likely : warning;
  return [find(logged.row.code, words, { relay })];
};

export function judgeAuthentication(facts: HostFacts): Judgement {
  const { dialogue, system } = facts;
  const relay = system?.relay?.host ?? 'the relay';
  const logged = loggedFailureAt(facts, 'authentication');
  const fromLog = logged?.row
    ? likely(logged.row.code, `the log says: ${logged.delivery.reply || logged.delivery.stat}`, { relay })
    : undefined;
  if (system && !system.relay) return skipped('there is no relay to log in to');
  if (dialogue?.auth === undefined) {
    if (dialogue === undefined || dialogue.lines.length === 0) return unknown('the login was not tried');
    if (dialogue.tls === 'no-openssl')
      return fromLog
        ? conclude([fromLog], passed(''))
        : unproven(facts, 'the login could not be tried: there is no openssl on this host');
    return skipped('the session did not come this far');
  }
  switch (dialogue.auth) {
    case '235':
      return conclude(
        againstLogin(facts, relay),
        passed(`${relay} accepts the login with ${dialogue.authEntry ?? 'the stored credentials'}`),
      );
    case 'no-mechanism':
      return conclude(
        [
          failure('AUTH_NO_MECHANISM', `${relay} offers ${dialogue.authOffered}, none of which this host may use`, {
            relay,
          }),
        ],
        passed(''),
      );
    case 'no-credentials': {
      if (facts.configuration.mapDenied) {
        return fromLog
          ? conclude([fromLog], passed(''))
          : unproven(facts, `the credentials can not be read: ${system?.privilegeProblem ?? ''}`);
      }
      if (dialogue.certificateWithheld && dialogue.mailReply?.code === 530)
        return unproven(facts, 'this host shows a certificate of its own, which the login user can not read');
      return (
        withoutLogin(dialogue, relay, 'this host has no credentials for it') ??
        passed('no login was tried: there are no credentials for this relay')
      );
    }
    case 'not-offered':
      return withoutLogin(dialogue, relay, 'it offers none on this connection') ?? passed(`${relay} offers no login`);
    case 'not-in-clear': {
      if (dialogue.mail?.startsWith('250')) return passed(`${relay} takes mail without a login`);
      if (fromLog) return conclude([fromLog], passed(''));
      return unproven(facts, 'no login was tried: without STARTTLS the password would go in clear');
    }
    case 'switched-off':
      return fromLog
        ? conclude([fromLog], passed(''))
        : unproven(facts, 'the inventory switches the login try off for this host');
    case 'entry-incomplete':
      return conclude(
        [
          failure('CONFIG_AUTHINFO_NO_ENTRY', `the entry ${dialogue.authEntry ?? ''} lacks a user or a password`, {
            relay,
          }),
        ],
        passed(''),
      );
    case 'timeout':
    case 'closed':
    case 'reset':
    case 'garbage':
      return conclude(
        [
          failure('AUTH_CONNECTION_DROPPED', `${relay} ends the session during the login (${dialogue.auth})`, {
            relay,
          }),
        ],
        passed(''),
      );
    default: {
      const refused = refusedLogin(dialogue, relay);
      if (refused) return conclude([refused], passed(''));
      return fromLog
        ? conclude([fromLog], passed(''))
        : unproven(facts, `the login could not be tried (${dialogue.auth})`);
    }
  }
}

/** What the check could not try itself, a delivery of the last hour shows as well. */
const unproven = (facts: HostFacts, why: string): Judgement =>
  sentWithin(facts, 3600) ? passed(`not tried (${why}), but mail went out in the last hour`) : unknown(why);
