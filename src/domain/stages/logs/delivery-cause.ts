import { rowOfEnhancedCode } from '../../error-table/enhanced-codes.ts';
import type { ErrorRow } from '../../error-table/error-row.ts';
import { recognise, rowOf } from '../../error-table/index.ts';
import { classifyReply } from '../relay/classify-reply.ts';
import type { Delivery, LogEvent, MailLog } from './maillog.ts';

/** Sendmail's own words for classes of replies (sysexits): they hide what the relay said, so a telling dsn= goes first. */
const hidesReply =
  /^(?:Service unavailable|User unknown|Data format error|Remote protocol error|Permission denied|Can't create output)/;
/** What 5.7.0 and 5.7.1 mean is not registered; with Sendmail they are most often these. */
const usual: Readonly<Record<string, string>> = {
  '5.7.1': 'RELAY_DENIED',
  '5.7.0': 'AUTH_REQUIRED_530',
  '5.3.0': 'RELAY_REJECTED',
};

const rowOfReply = (text: string, place: Delivery['place']): ErrorRow | undefined => {
  const match = /^([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})\s*)?(.*)$/.exec(text);
  if (!match) return undefined;
  return classifyReply({
    code: Number(match[1]),
    enhanced: match[2] ?? null,
    text: match[3] ?? '',
    phase: 'unknown',
    speaker: place === 'relay' ? 'relay' : 'own-host',
  });
};

const ownHostRow = (row: ErrorRow): ErrorRow => {
  if (row.stage === 'connectivity') return rowOf('SERVICE_LOCAL_REFUSED');
  return row.code === 'RELAY_STORAGE_FULL' ? rowOf('QUEUE_DISK_FULL') : row;
};

const rowOfStat = (delivery: Delivery): ErrorRow | undefined => {
  const { stat, reply, dsn } = delivery;
  const text = stat.startsWith('Deferred: ') ? stat.slice(10) : stat;
  const said = rowOfReply(reply, delivery.place) ?? rowOfReply(text, delivery.place);
  if (said) return said;
  if (delivery.place === 'local') {
    const row = recognise(stat, 'maillog')?.row;
    if (row?.code === 'RELAY_RECIPIENT_UNKNOWN') return rowOf('CONFIG_LOCAL_USER_UNKNOWN');
    return row === undefined || (row.stage === 'relay' && row.code !== 'RELAY_MAILBOX_FULL')
      ? rowOf('CONFIG_LOCAL_MAILER_FAILED')
      : row;
  }
  // 5.6.0 is what Sendmail itself puts beside `Data format error`.
  const byDsn =
    hidesReply.test(text) && !(dsn === '5.6.0' && text.startsWith('Data format'))
      ? (rowOfEnhancedCode(dsn) ?? (usual[dsn] ? rowOf(usual[dsn]) : undefined))
      : undefined;
  if (byDsn) return byDsn;
  const known = recognise(stat, 'maillog')?.row;
  // Exit status 71: of a local program its own failure, of the way to another machine a failure of this host.
  if (known?.code === 'CONFIG_LOCAL_MAILER_FAILED' && /^(?:Deferred: )?Operating system error/.test(text))
    return rowOf('SERVICE_OPERATING_SYSTEM');
  // Given up after days: the earlier attempts say why.
  if (dsn.endsWith('.4.7') && (known === undefined || known.general)) return undefined;
  if (known) return known;
  if (stat === 'Deferred') return delivery.address === '' ? undefined : rowOf('CONNECT_DROPPED');
  const fallback = rowOfEnhancedCode(dsn);
  if (fallback) return fallback;
  return delivery.outcome === 'failed' ? rowOf('RELAY_REJECTED') : undefined;
};

/** What lines of the same session say that the outcome hides: a map that is missing, no common login method, silence. */
const rowOfContext = (events: readonly LogEvent[], stat: string): ErrorRow | undefined => {
  for (const { kind, text } of events) {
    if (kind === 'syserr' || kind === 'timeout') {
      const row = recognise(text, 'maillog')?.row;
      if (row && !row.general) return row;
    }
    if (kind === 'auth-error' && text.includes('do not fulfill')) return rowOf('AUTH_NO_MECHANISM');
    // Words of Sendmail's own rules about TLS, which look like a reply of the relay.
    const refused = kind === 'tls-error' ? /^ruleset=tls_\w+, .*reject=(.+)$/.exec(text)?.[1] : undefined;
    const byRecipient = stat === 'Deferred' && text.startsWith('ruleset=tls_rcpt');
    if (
      refused !== undefined &&
      (byRecipient || stat.includes(refused.slice(0, 60))) &&
      !/TLS handshake/.test(refused)
    ) {
      return rowOf(/ does not match /.test(refused) ? 'TLS_CERT_NAME_MISMATCH' : 'TLS_VERIFICATION_DEMANDED');
    }
    if (kind === 'tls-error' && /TLS handshake|STARTTLS/.test(stat)) {
      const reason = /reason=([^,]{3,80})/.exec(text)?.[1];
      const row = reason === undefined || reason === 'unknown' ? undefined : recognise(reason, 'openssl')?.row;
      if (row) return row;
      if (/errno=(?:104|73|54|32)\b/.test(text)) return rowOf('TLS_CONNECTION_CLOSED');
    }
    if (kind === 'tls-error' && text.includes('read error=timeout')) return rowOf('CONNECT_DROPPED');
  }
  return undefined;
};

/** Names the cause of deliveries of one log; undefined for one that succeeded or whose words are not known. */
export const causesIn = (log: MailLog): ((delivery: Delivery) => ErrorRow | undefined) => {
  const byKey = new Map<string, LogEvent[]>();
  const keep = (key: string, event: LogEvent): void => {
    const list = byKey.get(key);
    if (list) list.push(event);
    else byKey.set(key, [event]);
  };
  for (const event of log.events) {
    if (
      event.kind !== 'syserr' &&
      event.kind !== 'timeout' &&
      event.kind !== 'auth-error' &&
      event.kind !== 'tls-error'
    )
      continue;
    if (event.pid !== '') keep(`pid ${event.pid}`, event);
    if (event.id !== '') keep(`id ${event.id}`, event);
  }
  return (delivery) => {
    if (delivery.outcome === 'sent') return undefined;
    if (delivery.outcome === 'queued') return delivery.dsn === '4.4.3' ? rowOf('DNS_SERVERS_SILENT') : undefined;
    const near = [...(byKey.get(`pid ${delivery.pid}`) ?? []), ...(byKey.get(`id ${delivery.id}`) ?? [])].filter(
      (event) => event.line <= delivery.line && event.line > delivery.line - 100,
    );
    const row = rowOfContext(near, delivery.stat) ?? rowOfStat(delivery);
    return row && delivery.place === 'own-host' ? ownHostRow(row) : row;
  };
};

/** Failures that concern one recipient or one message, not the way to the relay. */
const onlyOne = new Set([
  'RELAY_RECIPIENT_UNKNOWN',
  'RELAY_RECIPIENT_DOMAIN',
  'RELAY_RECIPIENT_DISABLED',
  'RELAY_MAILBOX_FULL',
  'RELAY_MESSAGE_TOO_LARGE',
  'RELAY_CONTENT_REJECTED',
  'RELAY_GREYLISTED',
]);

export const concernsOneMessage = (row: ErrorRow): boolean => onlyOne.has(row.code);
