import type { Results } from '../collector/results.ts';
import { secondsOf } from './logs/log-time.ts';

/** What the preamble found out about the host; see collector/preamble.ts. Empty strings are facts the host does not have. */
export interface SystemFacts {
  readonly hostname: string;
  /** Why something could not be read, in words: what the login user lacks. What was read, each probe tells of its own. */
  readonly privilegeProblem: string;
  /** Whether the login is root; what another user meets on the network or in a file, Sendmail may not. */
  readonly isRoot: boolean;
  /** The address that connections are to come from, by ClientPortOptions; and the one that all go to, by ConnectOnlyTo. */
  readonly sourceAddress: string;
  readonly connectOnly: string;
  /** Seconds by the host's own wall clock, comparable with its log times; undefined when unreadable. */
  readonly now: number | undefined;
  /** The same moment in seconds since 1970, for times that carry their zone. */
  readonly nowUtc: number | undefined;
  readonly sendmail: string;
  readonly cf: string;
  readonly cfRead: boolean;
  readonly smartHost: string;
  readonly relay: { readonly host: string; readonly port: number } | null;
  readonly relaySource: 'sendmail.cf' | 'inventory' | 'none';
  readonly bracketed: boolean;
  readonly authType: string;
  readonly authMap: string;
  readonly caConfigured: boolean;
  readonly pidFile: string;
  readonly logKind: string;
  readonly logFile: string;
  readonly logLevel: string;
  readonly logConfig: string;
  readonly perl: boolean;
  readonly openssl: string;
}

/** A time with its zone; undefined when it is none. */
export const secondsSinceEpoch = (text: string): number | undefined => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.round(time / 1000);
};

export function parseSystem(results: Results): SystemFacts | undefined {
  const lines = results.lines('facts', /^facts$/);
  if (lines.length === 0) return undefined;
  const facts = new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).trim()];
    }),
  );
  const get = (name: string): string => facts.get(name) ?? '';
  const sudo = get('sudo');
  const port = Number(get('port'));
  const source = get('relay_source');
  const user = get('user').replace(/ uid=.*/, '');
  return {
    hostname: get('hostname'),
    privilegeProblem:
      sudo === 'no'
        ? `sudo asks ${user} for a password or refuses`
        : sudo === 'yes'
          ? `sudo does not allow ${user} every command that reads it`
          : `${user} is not root and the inventory says become: none`,
    isRoot: !/ uid=(?!0\b)/.test(get('user')),
    sourceAddress: get('source_address'),
    connectOnly: get('connect_only'),
    now: secondsOf(get('now'), undefined) ?? undefined,
    nowUtc: secondsSinceEpoch(`${get('now_utc')}Z`),
    sendmail: get('sendmail'),
    cf: get('cf'),
    cfRead: get('cf_read') === 'yes',
    smartHost: get('smart_host'),
    relay: get('relay') !== '' && Number.isInteger(port) && port > 0 ? { host: get('relay'), port } : null,
    relaySource: source === 'sendmail.cf' || source === 'inventory' ? source : 'none',
    bracketed: get('bracketed') === 'yes',
    authType: get('auth_type'),
    authMap: get('auth_map'),
    caConfigured: get('ca_file') !== '' || get('ca_path') !== '',
    pidFile: get('pid_file'),
    logKind: get('log_kind'),
    logFile: get('log_file'),
    logLevel: get('log_level'),
    logConfig: get('log_config'),
    perl: get('perl') === 'yes',
    openssl: get('openssl'),
  };
}
