/**
 * What a log line is about, besides deliveries.
 * `tls`/`tls-error`/`auth-error`: as a client, on the way to the relay. `inbound`: this host was the server. `noise`: says nothing.
 */
export type EventKind =
  | 'accepted'
  | 'bounce'
  | 'tls'
  | 'tls-error'
  | 'auth'
  | 'auth-error'
  | 'timeout'
  | 'syserr'
  | 'daemon'
  | 'inbound'
  | 'noise'
  | 'note';

export interface LogEvent {
  readonly kind: EventKind;
  readonly line: number;
  readonly time: string;
  /** See `secondsOf`. */
  readonly at: number | null;
  readonly pid: string;
  readonly id: string;
  /** The message without its queue id. */
  readonly text: string;
}

const inbound =
  /^(?:ruleset=check_|(?:.{0,80}NOQUEUE: )?reject: |Milter: |Milter [^:]{0,80}reject|AUTH=server|AUTH failure|AUTH warning|STARTTLS=server|.{0,120}[>]\.\.\. (?:No such user|User unknown|Unknown user|Relaying denied|Rejected|Access denied|Domain of sender|Spammer))/;
const noise =
  /did not issue MAIL|lost input channel|rejecting (?:server|commands)|due to (?:pre-greeting )?traffic|possible SMTP attack|probable open proxy|collect: premature EOM|unexpected close on connection from|Authentication-Warning|\bclone\b|^Null connection|timeout waiting for input from .{0,80} during server|: aliased to |^done; delay=|: owner=|^discarded$|reject=.{0,40}no valid rcpt/;

/** What Sendmail tells of a handshake at higher log levels; nothing of it stops mail. */
const aboutCertificate =
  /verifymsg=|cert-subject=|start=ok|init=|get_verify|Diffie-Hellman|fingerprint|, info: |field=|AltName=|, host=|SSL_shutdown|trying_again|ignored$/;

/** Kind of a message by how it begins; tests are ordered by how often lines of that kind occur. */
export const kindOf = (text: string): EventKind => {
  if (text.startsWith('from=')) return 'accepted';
  if (text.startsWith('STARTTLS=client'))
    return text.includes('verify=') ? 'tls' : aboutCertificate.test(text) ? 'noise' : 'tls-error';
  if (text.startsWith('AUTH=client')) return text.includes('mech=') ? 'auth' : 'auth-error';
  if (text.startsWith('STARTTLS:'))
    return /info_callback|cert verify:|SSL3 alert .{0,30}warning/.test(text) ? 'noise' : 'tls-error';
  if (text.startsWith('ruleset=tls_') || text.startsWith('ruleset=try_tls')) return 'tls-error';
  if (/^[0-9A-Za-z]{5,20}: (?:DSN|return to sender|sender notify|postmaster notify|Return receipt)/.test(text))
    return 'bounce';
  if (text.startsWith('SYSERR(') || text.startsWith('SYSERR:')) return 'syserr';
  if (text.startsWith('timeout waiting for input') && text.includes('during client')) return 'timeout';
  if (
    /^(?:starting daemon|restarting |daemon .{0,40}problem creating|problem creating|daemon invoked|stopping daemon)/.test(
      text,
    )
  )
    return 'daemon';
  if (inbound.test(text)) return 'inbound';
  return noise.test(text) ? 'noise' : 'note';
};
