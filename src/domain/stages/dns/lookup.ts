import { cleanAll } from '../../text/clean-lines.ts';

/** What `host` or `nslookup` (AIX and BIND wordings) found out about one name. */
export interface Lookup {
  readonly name: string | null;
  readonly addresses: readonly string[];
  /** Hosts that take mail for the name (MX). */
  readonly exchangers: readonly string[];
  readonly outcome: 'found' | 'nxdomain' | 'no-data' | 'servfail' | 'refused' | 'timeout' | 'unreadable';
  /** The last thing said was that a look-up failed; others before it may have worked. */
  readonly failedLast: boolean;
  /** Name server that answered; nslookup only. */
  readonly server: string | null;
}

const address = /(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?/i;
const failures: readonly (readonly [RegExp, Lookup['outcome']])[] = [
  [
    /no servers could be reached|Request to \S+ timed[- ]out|(?:can't find|server name|;;|DNS request) ?.{0,80}timed out|No response from server|did not respond/i,
    'timeout',
  ],
  [/\(SERVFAIL\)|: SERVFAIL\b|Server failed|host name lookup failure|Temporary failure|try again/i, 'servfail'],
  [/\(REFUSED\)|: REFUSED\b|Query refused/i, 'refused'],
  [
    /NXDOMAIN|Non-existent (?:host|domain)|0827-80[13]|0821-062|\bhost(?: name)? [\w.-]+ (?:does not exist|NOT FOUND)|^host not found|Name or service not known|Unknown host/i,
    'nxdomain',
  ],
  [/has no \S{1,8} record|No answer|No address|No internet address|No records?|no data known|not found: 0/i, 'no-data'],
];
const exchanger = /mail exchanger ?= ?(?:\d+ +)?([\w.-]+)|mail is handled by \d+ ([\w.-]+)|\sIN\s+MX\s+\d+\s+([\w.-]+)/;
const record = /\sIN\s+A(?:AAA)?\s+([\da-f.:]+)$/i;

const asked =
  /^(?:\S{0,60}[$#>%]\s*|>\s*)?(?:\/usr\/(?:s?bin)\/)?(?:host|nslookup|hostnew)\s+(?:-\S+\s+)*([A-Za-z0-9_][\w.-]*)/;
const named =
  /(?:can't find|not find|Host(?: name)?|for address|host name) ([\w.-]+?\w)[:.]? (?:not found|NOT FOUND|does not|Non-|NXDOMAIN|SERVFAIL|REFUSED|No )|can't find ([\w.-]*\w)/;

/** Reads one look-up. The address of the name server itself, which nslookup prints first, does not count. */
export const parseLookup = (lines: readonly string[]): Lookup => {
  let name: string | null = null;
  let server: string | null = null;
  let failure: Lookup['outcome'] | undefined;
  let inServerBlock = false;
  const addresses: string[] = [];
  const exchangers: string[] = [];
  let failedLast = false;
  const add = (text: string): void => {
    const found = address.exec(text)?.[0];
    if (found) failedLast = false;
    if (found && !addresses.includes(found)) addresses.push(found);
  };
  let listing = false;
  for (const raw of cleanAll(lines)) {
    const line = raw.trim().slice(0, 1000);
    const question = asked.exec(line);
    if (question) name = question[1] ?? name;
    if (/^(?:Default )?Server:/.test(line)) {
      server = line.slice(line.indexOf(':') + 1).trim() || null;
      inServerBlock = true;
      listing = false;
    } else if (exchanger.test(line)) {
      const [, equal, handled, listed] = exchanger.exec(line) ?? [];
      const host = equal ?? handled ?? listed ?? '';
      if (host !== '.' && host !== '') exchangers.push(host);
    } else if (record.test(line)) add(record.exec(line)?.[1] ?? '');
    else if (line === '') {
      if (server !== null) inServerBlock = false;
      listing = false;
    } else if (line.startsWith('Name:')) {
      name ??= line.slice(5).trim();
      inServerBlock = false;
    } else if (/^Address(?:es)?:/.test(line)) {
      if (inServerBlock) server = server ?? line;
      else for (const part of line.slice(line.indexOf(':') + 1).split(',')) add(part);
      listing = !inServerBlock;
    } else if (/ has (?:IPv6 )?address /.test(line)) {
      name ??= line.split(' ')[0] ?? null;
      add(line.slice(line.indexOf('address ') + 8));
    } else if (/^[\w.-]+ is (?:\d|[0-9a-f]*:)/i.test(line)) {
      name ??= line.split(' ')[0] ?? null;
      for (const part of line.slice(line.indexOf(' is ') + 4).split(', ')) add(part);
    } else if (listing && /^[\d.,\s:a-f]+$/i.test(line)) for (const part of line.split(',')) add(part);
    else if (!line.startsWith("*** Can't find server name") || /Refused|Timed out|No response/i.test(line)) {
      const matched = failures.find(([pattern]) => pattern.test(line));
      if (matched) {
        failure = matched[1];
        failedLast = true;
        const who = named.exec(line);
        name ??= who?.[1] ?? who?.[2] ?? null;
      }
    }
  }
  const found = addresses.length > 0 || (exchangers.length > 0 && failure === undefined);
  return { name, addresses, exchangers, outcome: found ? 'found' : (failure ?? 'unreadable'), failedLast, server };
};
