import type { ErrorRow } from './error-row.ts';
import { rowOf } from './error-table.ts';

/** Enhanced status codes (RFC 3463 and the registry) that name a failure by themselves; the first digit (4 or 5) is left out. */
const codes: Readonly<Record<string, string>> = {
  '1.0': 'RELAY_RECIPIENT_UNKNOWN',
  '1.1': 'RELAY_RECIPIENT_UNKNOWN',
  '1.2': 'RELAY_RECIPIENT_DOMAIN',
  '1.3': 'RELAY_RECIPIENT_UNKNOWN',
  '1.6': 'RELAY_RECIPIENT_UNKNOWN',
  '1.7': 'RELAY_SENDER_REJECTED',
  '1.8': 'RELAY_SENDER_DOMAIN_UNKNOWN',
  '1.10': 'RELAY_RECIPIENT_UNKNOWN',
  '2.1': 'RELAY_RECIPIENT_DISABLED',
  '2.2': 'RELAY_MAILBOX_FULL',
  '2.3': 'RELAY_MESSAGE_TOO_LARGE',
  '2.252': 'RELAY_SENDER_NOT_OWNED',
  '3.1': 'RELAY_STORAGE_FULL',
  '3.2': 'RELAY_BUSY_421',
  '3.4': 'RELAY_MESSAGE_TOO_LARGE',
  '4.1': 'CONNECT_TIMED_OUT',
  '4.2': 'CONNECT_DROPPED',
  '4.3': 'DNS_SERVFAIL',
  '4.4': 'DNS_NAME_UNKNOWN',
  '4.6': 'CONFIG_MAIL_LOOP',
  '5.3': 'RELAY_TEMPORARY',
  '6.0': 'RELAY_CONTENT_REJECTED',
  '6.1': 'RELAY_CONTENT_REJECTED',
  '6.2': 'RELAY_CONTENT_REJECTED',
  '6.3': 'RELAY_CONTENT_REJECTED',
  '6.6': 'RELAY_CONTENT_REJECTED',
  '7.3': 'AUTH_INVALID_535',
  '7.8': 'AUTH_INVALID_535',
  '7.13': 'RELAY_RECIPIENT_DISABLED',
  '7.20': 'RELAY_AUTHENTICITY',
  '7.21': 'RELAY_AUTHENTICITY',
  '7.22': 'RELAY_AUTHENTICITY',
  '7.23': 'RELAY_AUTHENTICITY',
  '7.24': 'RELAY_AUTHENTICITY',
  '7.25': 'RELAY_REVERSE_DNS',
  '7.26': 'RELAY_AUTHENTICITY',
  '7.27': 'DNS_NO_ADDRESS',
  '7.28': 'RELAY_THROTTLED',
  '7.57': 'AUTH_REQUIRED_530',
  '7.60': 'RELAY_SENDER_NOT_OWNED',
  '7.139': 'AUTH_DISABLED_535',
};

/**
 * Said for good 4.1 and 4.2 are words of a relay about its recipients (Exchange Online), not about a connection; 5.3 (too many recipients
 * at a time) is a matter of the next run only when it is temporary.
 */
const onlyTemporary = new Set(['4.1', '4.2', '5.3']);

/** The row that an enhanced code (`5.1.8`) names by itself, for replies and `dsn=` fields without known words. */
export const rowOfEnhancedCode = (enhanced: string): ErrorRow | undefined => {
  const code = /^[45]\.(\d{1,3}\.\d{1,3})$/.exec(enhanced)?.[1];
  if (code === undefined || (enhanced.startsWith('5') && onlyTemporary.has(code))) return undefined;
  const name = codes[code];
  return name === undefined ? undefined : rowOf(name);
};
