import type { Results } from '../../collector/results.ts';
import { parseLookup } from './lookup.ts';

export interface ServerAnswer {
  readonly server: string;
  readonly type: 'A' | 'AAAA' | 'MX';
  /** `found`, `nxdomain`, `no-data`, `servfail`, `refused`, `timeout`, `unreachable`, or `rcode N`. */
  readonly outcome: string;
  readonly found: readonly string[];
}

export interface DnsFacts {
  /** Undefined when the file is missing. */
  readonly servers: readonly string[] | undefined;
  /** The login user may not read resolv.conf, which is there: then nothing is known of the servers. */
  readonly serversDenied: boolean;
  /** Whether netsvc.conf (or irs.conf) lists sources for host names without DNS among them. */
  readonly dnsSwitchedOff: boolean;
  readonly hostsEntries: readonly string[];
  readonly answers: readonly ServerAnswer[];
  /** Addresses of the host's own resolver; undefined when it was not asked or gave no answer in time. */
  readonly system: readonly string[] | 'not-found' | 'timeout' | undefined;
  /** What the relay's name is an alias of; undefined when it is none. Sendmail logs the relay by this name. */
  readonly canonical: string | undefined;
}

const configLines = (results: Results, file: string): readonly string[] | undefined => {
  const output = results.output('dns', new RegExp(`^cat ${file}`));
  return output && output.exitCode === 0 ? output.lines : undefined;
};

const outcomes = /^(found|nxdomain|no-data|servfail|refused|timeout|rcode \d+|unreachable)\b\s*(.*)$/;

const parseAnswer = (line: string): ServerAnswer[] => {
  const [, server, type, rest] = /^server (\S+) (A|AAAA|MX) (.*)$/.exec(line) ?? [];
  const [, outcome, found] = outcomes.exec(rest ?? '') ?? [];
  if (!server || !outcome) return [];
  const answers = outcome === 'found' ? (found ?? '').split(' ').filter(Boolean) : [];
  return [{ server, type: type as ServerAnswer['type'], outcome, found: answers }];
};

/** `hosts = local , bind4` or `hosts local` (irs.conf). */
const switchedOff = (netsvc: readonly string[] | undefined, irs: readonly string[] | undefined): boolean => {
  const line = netsvc?.find((one) => /^\s*hosts\s*=/.test(one));
  if (line) return !/bind|dns/i.test(line.slice(line.indexOf('=') + 1));
  const ways = irs?.filter((one) => /^\s*hosts\s/.test(one)) ?? [];
  return ways.length > 0 && !ways.some((one) => /dns|bind/i.test(one));
};

export function parseDns(results: Results): DnsFacts {
  const resolv = configLines(results, '/etc/resolv.conf');
  const asked = results.lines('dns', /^DNS questions/);
  const system = asked.map((line) => /^system (.*)$/.exec(line)?.[1]).find((value) => value !== undefined);
  const tool = results.output('dns', /^(?:host|nslookup) /);
  const looked = tool ? parseLookup(tool.lines) : undefined;
  const fromTool =
    looked?.outcome === 'found'
      ? looked.addresses
      : looked?.outcome === 'nxdomain' || looked?.outcome === 'no-data'
        ? 'not-found'
        : undefined;
  return {
    serversDenied: resolv?.includes('denied') === true,
    servers: resolv?.flatMap((line) => /^\s*nameserver\s+(\S+)/.exec(line)?.[1] ?? []),
    dnsSwitchedOff: switchedOff(configLines(results, '/etc/netsvc.conf'), configLines(results, '/etc/irs.conf')),
    hostsEntries: results
      .lines('dns', /\/etc\/hosts$/)
      .flatMap((line) => /^\s*([\d.]+|[0-9a-f:]+)\s/i.exec(line)?.[1] ?? []),
    answers: asked.flatMap(parseAnswer),
    system:
      system === undefined
        ? fromTool
        : system === 'not-found' || system === 'timeout'
          ? system
          : system.split(' ').filter(Boolean),
    canonical: asked.map((line) => /^canonical (\S+)$/.exec(line)?.[1]?.replace(/\.$/, '')).find(Boolean),
  };
}
