import { rowOfEnhancedCode } from '../../error-table/enhanced-codes.ts';
import type { ErrorRow } from '../../error-table/error-row.ts';
import { recognise, rowOf } from '../../error-table/index.ts';
import type { SmtpPhase } from './smtp-phase.ts';

const isTemporary = (code: number): boolean => code >= 400 && code < 500;

/** For replies of unknown wording: what a code means depends on what was said before it. */
const codeInPhase = (code: number, enhanced: string | null, phase: SmtpPhase): string => {
  if (code === 535) return 'AUTH_INVALID_535';
  if (code === 534) return 'AUTH_APP_PASSWORD_534';
  if (code === 530) return phase === 'auth' ? 'STARTTLS_REQUIRED_530' : 'AUTH_REQUIRED_530';
  if (code === 538) return 'STARTTLS_REQUIRED_530';
  if (code === 421) return phase === 'auth' ? 'AUTH_TEMPORARY_454' : 'RELAY_BUSY_421';
  const temporary = isTemporary(code);
  switch (phase) {
    case 'greeting':
    case 'helo':
      return temporary ? 'RELAY_BUSY_421' : 'RELAY_CLIENT_BLOCKED';
    case 'starttls':
      return temporary ? 'STARTTLS_REFUSED_454' : 'STARTTLS_NOT_OFFERED';
    case 'auth':
      if (temporary) return 'AUTH_TEMPORARY_454';
      return code === 504 ? 'AUTH_NO_MECHANISM' : code >= 500 && code <= 503 ? 'AUTH_NOT_OFFERED' : 'AUTH_INVALID_535';
    case 'mail':
      if (temporary) return code === 452 ? 'RELAY_STORAGE_FULL' : 'RELAY_TEMPORARY';
      if (code === 552) return 'RELAY_MESSAGE_TOO_LARGE';
      return code === 550 || code === 553 || code === 501 ? 'RELAY_SENDER_REJECTED' : 'RELAY_REJECTED';
    case 'rcpt':
      if (temporary) return 'RELAY_TEMPORARY';
      if (code === 552) return 'RELAY_MAILBOX_FULL';
      if (enhanced?.startsWith('5.7.')) return 'RELAY_DENIED';
      return code === 550 || code === 551 || code === 553 ? 'RELAY_RECIPIENT_UNKNOWN' : 'RELAY_REJECTED';
    default:
      if (temporary) return code === 452 ? 'RELAY_STORAGE_FULL' : 'RELAY_TEMPORARY';
      return code === 552 ? 'RELAY_MESSAGE_TOO_LARGE' : 'RELAY_REJECTED';
  }
};

/** Words about a queue or a disk, said by the relay, are about its own. */
const ofTheRelay = (row: ErrorRow): ErrorRow =>
  row.code === 'QUEUE_DISK_FULL' || row.code === 'QUEUE_NOT_WRITABLE'
    ? rowOf('RELAY_STORAGE_FULL')
    : row.code === 'QUEUE_LOAD_TOO_HIGH'
      ? rowOf('RELAY_BUSY_421')
      : row;

/** What the words of a row mean in a reply with this code, to this command. */
const inContext = (row: ErrorRow, code: number, phase: SmtpPhase): ErrorRow => {
  // 421 ends a session; the same words in another reply concern one message.
  if (row.code === 'RELAY_BUSY_421' && code !== 421)
    return rowOf(isTemporary(code) ? 'RELAY_TEMPORARY' : 'RELAY_REJECTED');
  if (row.code === 'RELAY_REJECTED' && isTemporary(code)) return rowOf('RELAY_TEMPORARY');
  if (row.code === 'RELAY_TEMPORARY' && code >= 500) return rowOf('RELAY_REJECTED');
  if (row.code === 'AUTH_INVALID_535' && isTemporary(code)) return rowOf('AUTH_TEMPORARY_454');
  // A disabled account is that of the recipient when the recipient was refused.
  return row.code === 'RELAY_ACCOUNT_SUSPENDED' && phase === 'rcpt' ? rowOf('RELAY_RECIPIENT_DISABLED') : row;
};

/**
 * Names the failure a reply shows: by its words, else by its enhanced code, else by code and phase. Only for replies
 * that refuse something (400 and above). `speaker`: `own-host` when the mail daemon of this host gave the reply.
 */
export const classifyReply = (reply: {
  readonly code: number;
  readonly enhanced: string | null;
  readonly text: string;
  readonly phase: SmtpPhase;
  readonly speaker?: 'relay' | 'own-host';
}): ErrorRow => {
  const { code, enhanced, text, phase, speaker = 'relay' } = reply;
  const found = recognise(`${code} ${enhanced === null ? '' : `${enhanced} `}${text}`, 'smtp')?.row;
  const named = found && inContext(found, code, phase);
  const known = named && speaker === 'relay' ? ofTheRelay(named) : named;
  // Out of context these words mean something else: 454 at DATA is no TLS trouble, 'User unknown' at MAIL no recipient.
  if (known && !known.general && !(phase === 'auth' && known.stage === 'relay' && code >= 500)) return known;
  // 421 ends the session, so it is about no recipient, whatever its enhanced code says.
  const silent = phase === 'starttls' || phase === 'auth' || (code === 421 && /^4[.][12][.]/.test(enhanced ?? ''));
  const byEnhanced = enhanced === null || silent ? undefined : rowOfEnhancedCode(enhanced);
  if (byEnhanced) return inContext(byEnhanced, code, phase);
  const byPhase = rowOf(codeInPhase(code, enhanced, phase));
  return byPhase.general && known ? known : byPhase;
};
