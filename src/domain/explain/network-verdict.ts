import type { ErrorRow } from '../error-table/error-row.ts';
import { recognise, rowOf } from '../error-table/index.ts';
import { type PingResult, parseTcpTools, type TcpTry } from '../stages/connectivity/tcp-tools.ts';
import { parseLookup } from '../stages/dns/lookup.ts';
import { classifyReply } from '../stages/relay/classify-reply.ts';
import { parseReplies } from '../stages/relay/smtp-reply.ts';
import { delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

const mailPorts = new Set([25, 465, 587, 2525, 2587]);

const bareAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)$/i;

const lookupRows: Readonly<Record<string, string>> = {
  nxdomain: 'DNS_NAME_UNKNOWN',
  'no-data': 'DNS_NO_ADDRESS',
  servfail: 'DNS_SERVFAIL',
  refused: 'DNS_SERVERS_REFUSE',
  timeout: 'DNS_SERVERS_SILENT',
};

/** Number of answers `dig` got without an error from a name server that asks on; undefined for other text and other questions. */
const digAnswers = (lines: readonly string[]): number | undefined => {
  if (!lines.some((line) => /->>HEADER<<-.*status: NOERROR/.test(line))) return undefined;
  const flags = lines.map((line) => /^;; flags: [a-z ]*\bra\b[a-z ]*;.* ANSWER: (\d+)/.exec(line)?.[1]).find(Boolean);
  if (flags === undefined) return undefined;
  return flags !== '0' || lines.some((line) => /^;\S+\s+IN\s+(?:A|MX)\s*$/.test(line)) ? Number(flags) : undefined;
};

const lastMatch = (lines: readonly string[]): ErrorRow | undefined =>
  lines
    .map((line) => recognise(line, 'network')?.row)
    .findLast((row) => row !== undefined && (row.stage === 'dns' || row.stage === 'connectivity'));

/** Several ports or addresses were tried: a mail port that answers counts most, then the last try. */
const decisive = (tries: readonly TcpTry[]): TcpTry | undefined =>
  tries.findLast((one) => one.connected && one.port !== null && mailPorts.has(one.port)) ?? tries.at(-1);

const verdictOnTry = (one: TcpTry, lines: readonly string[], facts: Facts): Verdict => {
  if (!one.connected) {
    const row = one.error === null ? undefined : recognise(one.error, 'network')?.row;
    if (row || one.error !== null) return failed(row ?? lastMatch(lines) ?? rowOf('CONNECT_TIMED_OUT'), facts);
    const found = lastMatch(lines);
    return found
      ? failed(found, facts)
      : nothing(
          facts,
          'The connection was being tried; no result is shown.',
          'Wait for the result: a firewall that drops packets shows as `timed out` after a minute or more.',
        );
  }
  const replies = parseReplies(lines);
  const greeted = replies.some((reply) => reply.code === 220);
  // Who types by hand makes mistakes: replies about the form of a command say nothing of the mail.
  const refusal = replies.find(
    (reply) => reply.code >= 400 && !(greeted && reply.phase === 'unknown' && reply.code >= 500 && reply.code <= 504),
  );
  if (refusal)
    return failed(
      classifyReply({ ...refusal, phase: refusal.phase === 'unknown' && !greeted ? 'greeting' : refusal.phase }),
      facts,
    );
  if (one.banner !== null && /^HTTP\/|^SSH-/.test(one.banner)) return failed(rowOf('CONNECT_NOT_SMTP'), facts);
  const silent = one.banner === null || /Connection closed by foreign host/.test(one.banner);
  if (
    silent &&
    lines.some((line) => /Connection closed by foreign host/.test(line)) &&
    (one.port === null || mailPorts.has(one.port))
  )
    return failed(rowOf('CONNECT_CLOSED_IN_GREETING'), facts);
  return delivered(
    'The port can be reached from here.',
    facts,
    'The network path is good; go on with STARTTLS and the login.',
  );
};

const ownAddress = /^(?:localhost\b|127\.|::1)/;

/** Which of several pings tells: the last one that left this host; before a name that was not found, an address that has no route. */
const telling = (pings: readonly PingResult[]): PingResult | undefined => {
  const outside = pings.filter(({ host }) => !ownAddress.test(host ?? ''));
  const last = outside.at(-1) ?? pings.at(-1);
  const stageOf = ({ error }: PingResult) => (error === null ? undefined : recognise(error, 'network')?.row.stage);
  if (last === undefined || stageOf(last) !== 'dns') return last;
  return outside.find((one) => one.received === 0 && stageOf(one) === 'connectivity') ?? last;
};

/** The verdict on output of host, nslookup, ping, telnet and nc, alone or one after the other. */
export const networkVerdict = (lines: readonly string[]): Verdict => {
  const tools = parseTcpTools(lines);
  const lookup = parseLookup(lines);
  const ping = telling(tools.pings);
  const best = decisive(tools.tries);
  const facts: Facts = {
    name: lookup.name,
    addresses: lookup.addresses,
    outcome: lookup.outcome === 'unreadable' ? null : lookup.outcome,
    host: best?.host ?? ping?.host ?? lookup.name,
    port: best?.port ?? null,
    connected: best?.connected ?? null,
    received: ping?.received ?? null,
    error: best?.error ?? ping?.error ?? null,
  };
  if (best) {
    if (
      !best.connected &&
      lookup.outcome !== 'found' &&
      lookupRows[lookup.outcome] &&
      recognise(best.error ?? '', 'network') === undefined
    )
      return failed(rowOf(lookupRows[lookup.outcome] as string), facts);
    return verdictOnTry(best, lines, facts);
  }
  if (ping) {
    const row = ping.error === null ? undefined : recognise(ping.error, 'network')?.row;
    if (ping.received > 0) {
      // A bare address answers after a name was not found: the network is good, the name is what fails.
      const unresolved = bareAddress.test(ping.host ?? '') ? lastMatch(lines) : undefined;
      if (unresolved?.stage === 'dns') return failed(unresolved, facts);
      return delivered(
        'The host answers pings. That says nothing of the mail port.',
        facts,
        'Try the port itself: telnet RELAY 587.',
      );
    }
    // A tool that asks DNS says why a name is not found; ping does not.
    const asked = row?.code === 'DNS_NAME_UNKNOWN' ? lookupRows[lookup.outcome] : undefined;
    if (row) return failed(asked ? rowOf(asked) : row, facts);
    const other = lastMatch(lines);
    if (other) return failed(other, facts);
    return nothing(
      facts,
      'No ping was answered. That alone is no failure: many relays and firewalls drop pings.',
      'Try the mail port itself: telnet RELAY 587.',
    );
  }
  if (lookup.outcome === 'found') {
    const failure =
      lookup.failedLast || lines.some((line) => /not found: \d|can't find (?!server name)/.test(line))
        ? lastMatch(lines)
        : undefined;
    return failure
      ? failed(failure, facts)
      : delivered('The name resolves.', facts, 'DNS is good; go on with the port: telnet RELAY 587.');
  }
  const row = lastMatch(lines);
  if (row) return failed(row, facts);
  const byLookup = lookupRows[lookup.outcome];
  const answers = digAnswers(lines);
  if (!byLookup && answers !== undefined && answers > 0)
    return delivered(
      'The name server answers this question.',
      facts,
      'For the way to the relay, ask for its name: host RELAY.',
    );
  if (!byLookup && answers === 0) return failed(rowOf('DNS_NO_ADDRESS'), facts);
  return byLookup ? failed(rowOf(byLookup), facts) : nothing(facts);
};
