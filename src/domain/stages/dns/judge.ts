import { incompleteReason } from '../../collector/results.ts';
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
import type { HostFacts } from '../host-facts.ts';
import { loggedFailureAt, sentWithin } from '../log-testimony.ts';
import { silentMailDomain } from '../queue/judge-backlog.ts';
import type { DnsFacts } from './parse.ts';

const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':');

const codes: Readonly<Record<string, string>> = {
  nxdomain: 'DNS_NAME_UNKNOWN',
  'no-data': 'DNS_NO_ADDRESS',
  servfail: 'DNS_SERVFAIL',
  refused: 'DNS_SERVERS_REFUSE',
  timeout: 'DNS_SERVERS_SILENT',
  unreachable: 'DNS_SERVERS_SILENT',
};

const words: Readonly<Record<string, string>> = {
  nxdomain: 'says that the name does not exist',
  'no-data': 'knows the name, but no address for it',
  servfail: 'answers SERVFAIL',
  refused: 'refuses to answer',
  timeout: 'does not answer',
  unreachable: 'can not be reached',
};

const wordsOfSeveral: Readonly<Record<string, string>> = {
  servfail: 'answer SERVFAIL',
  refused: 'refuse to answer',
  timeout: 'do not answer',
};

/** An answer that settles the question outweighs servers that gave none. */
const order = ['found', 'nxdomain', 'no-data', 'servfail', 'refused', 'timeout', 'unreachable'];

const outcomeOfServers = (dns: DnsFacts): string | undefined => {
  const outcomes = dns.answers.filter((one) => one.type === 'A').map((one) => one.outcome);
  return order.find((outcome) => outcomes.includes(outcome)) ?? outcomes[0];
};

const failFromServers = (facts: HostFacts, relay: string, outcome: string | undefined): Finding | undefined => {
  const { dns } = facts;
  const code = codes[outcome ?? ''];
  if (outcome === undefined || !code) return undefined;
  const servers = dns.answers.filter((one) => one.type === 'A' && one.outcome === outcome).map((one) => one.server);
  const who =
    outcome === 'nxdomain' || outcome === 'no-data'
      ? `name server ${servers[0] ?? ''}`
      : `name server${servers.length > 1 ? 's' : ''} ${servers.join(', ')}`;
  const said = (who.startsWith('name servers') ? wordsOfSeveral[outcome] : undefined) ?? words[outcome] ?? outcome;
  return failure(code, `${relay} does not resolve: ${who} ${said}`, { relay, server: servers[0] });
};

const unresolved = (facts: HostFacts, relay: string): Finding => {
  const { dns } = facts;
  if (dns.dnsSwitchedOff)
    return failure('DNS_SWITCHED_OFF', `${relay} does not resolve: netsvc.conf does not let the host ask DNS`, {
      relay,
    });
  if (dns.servers === undefined)
    return failure(
      'DNS_RESOLV_CONF_MISSING',
      `${relay} does not resolve: there is no /etc/resolv.conf, so DNS is not asked`,
      { relay },
    );
  if (dns.servers.length === 0)
    return failure('DNS_RESOLV_CONF_MISSING', `${relay} does not resolve: /etc/resolv.conf names no server`, { relay });
  return (
    failFromServers(facts, relay, outcomeOfServers(dns)) ??
    (dns.system === 'timeout'
      ? failure('DNS_SERVERS_SILENT', `${relay} does not resolve: no answer in time`, { relay })
      : failure('DNS_NAME_UNKNOWN', `${relay} does not resolve`, { relay }))
  );
};

/** An entry in /etc/hosts that differs from DNS is the fault only when its address does not work. */
const hostsFinding = (facts: HostFacts, relay: string): Finding | undefined => {
  const { dns, dialogue } = facts;
  const known = dns.answers.filter((one) => one.type === 'A' && one.outcome === 'found').flatMap((one) => one.found);
  const wrong = dns.hostsEntries.filter((address) => !known.includes(address));
  if (known.length === 0 || wrong.length === 0) return undefined;
  const text = `/etc/hosts says ${relay} is ${wrong.join(', ')}, DNS says ${known.join(', ')}`;
  const used = facts.logs.failures.some((one) => wrong.includes(one.delivery.address));
  const works = dialogue?.connected !== undefined && dialogue.greetingReply?.code === 220 && !used;
  return works
    ? (facts.system?.bracketed ? note : warning)('DNS_HOSTS_ENTRY_WRONG', text, { relay })
    : failure('DNS_HOSTS_ENTRY_WRONG', text, { relay });
};

/** Mail waits for the name of a domain in its addresses; the relay's name is another matter. */
const mailDomainFinding = (facts: HostFacts): Finding[] => {
  const domain = silentMailDomain(facts);
  if (domain === undefined) return [];
  const own = facts.system?.hostname.toLowerCase() ?? '';
  const isOwn = own !== '' && (own === domain.toLowerCase() || own.endsWith(`.${domain.toLowerCase()}`));
  const words = `mail waits because no name server answers for ${domain}${isOwn ? ', the domain of this host' : ''}; the relay's name resolves`;
  return [(isOwn ? failure : warning)('DNS_MAIL_DOMAIN_SILENT', words, { domain })];
};

/**
 * Sendmail asks for mail exchangers first, unless the relay is in brackets, and where it speaks IPv6 for such addresses too. A question
 * that no server answers holds mail up although the address resolves; that about IPv6 only where the log says so.
 */
const otherQuestions = (facts: HostFacts, relay: string): Finding | undefined => {
  if (facts.system?.bracketed) return undefined;
  const outcomesOf = (type: string): readonly string[] =>
    facts.dns.answers.filter((one) => one.type === type).map((one) => one.outcome);
  const broken = (outcomes: readonly string[]): string | undefined =>
    outcomes.length > 0 && outcomes.every((one) => /^(?:timeout|servfail|refused|unreachable)$/.test(one))
      ? outcomes[0]
      : undefined;
  const exchangers = facts.dns.answers.filter((one) => one.type === 'MX').flatMap((one) => one.found);
  if (exchangers.includes('.'))
    return failure('DNS_NULL_MX', `${relay} has the null MX: by its own DNS entry the name takes no mail`, { relay });
  const gone = facts.dialogue?.resolve === 'no-address' ? exchangers.filter((one) => /[a-z]/i.test(one)) : [];
  if (gone.length > 0)
    return failure(
      'DNS_NAME_UNKNOWN',
      `mail for ${relay} goes to its mail exchanger ${gone.join(', ')}, which has no address`,
      { relay: gone[0] },
    );
  const mx = broken(outcomesOf('MX'));
  if (mx !== undefined)
    return (sentWithin(facts, 900) ? warning : failure)(
      codes[mx] ?? 'DNS_SERVFAIL',
      `${relay} has an address, but asked for its mail exchangers (MX), which Sendmail asks for first, no name server gives an answer (${mx})`,
      { relay },
    );
  const six = broken(outcomesOf('AAAA'));
  return six !== undefined && loggedFailureAt(facts, 'dns')
    ? failure(
        codes[six] ?? 'DNS_SERVFAIL',
        `${relay} has an address, but asked for an IPv6 address no name server gives an answer (${six}), and Sendmail puts mail off`,
        { relay },
      )
    : undefined;
};

export function judgeDns(facts: HostFacts): Judgement {
  const { dns, system, dialogue } = facts;
  const relay = system?.relay?.host;
  if (relay === undefined) return skipped('there is no relay to look up');
  if (isAddress(relay)) return passed(`${relay} is an address: no lookup is needed`);
  const incomplete = incompleteReason(facts.results.of('dns'));
  const outcome = outcomeOfServers(dns);
  const resolved = Array.isArray(dns.system) || (dialogue?.attempts.length ?? 0) > 0;
  if (!resolved) {
    if (dns.serversDenied) return unknown('/etc/resolv.conf can not be read by this login');
    if (dns.system === undefined && dns.answers.length === 0 && dialogue?.resolve === undefined) {
      return unknown(incomplete ?? 'no tool for name lookups was found on the host');
    }
    const mx = dns.answers.some((one) => one.type === 'MX' && one.outcome === 'found');
    // The check speaks IPv4 only; Sendmail may well get there by IPv6.
    if (dns.answers.some((one) => one.type === 'AAAA' && one.outcome === 'found') && facts.logs.failures.length === 0) {
      const only = `${relay} has IPv6 addresses only, to which the check can not connect`;
      return sentWithin(facts, 3600) ? passed(`${only}; mail went there in the last hour`) : unknown(only);
    }
    if (!(mx && outcome === 'no-data')) return conclude([unresolved(facts, relay)], passed(''));
  }
  const findings: Finding[] = [];
  const hosts = hostsFinding(facts, relay);
  if (hosts) findings.push(hosts);
  const unanswered = otherQuestions(facts, relay);
  if (unanswered) findings.push(unanswered);
  if (
    outcome === 'nxdomain' &&
    dns.hostsEntries.length === 0 &&
    dialogue?.names.some((text) => text.startsWith('next '))
  )
    findings.push(
      warning('DNS_NAME_UNKNOWN', `${relay} does not exist in DNS; mail goes to the next smart host of the list`, {
        relay,
      }),
    );
  const logged = loggedFailureAt(facts, 'dns');
  // Sendmail asks DNS itself (MX first), unless the relay is written in brackets; a name in /etc/hosts does not help it then.
  if (
    logged?.row &&
    !system?.bracketed &&
    (outcome === 'nxdomain' ||
      outcome === 'timeout' ||
      outcome === 'servfail' ||
      outcome === 'refused' ||
      outcome === 'unreachable')
  ) {
    findings.push(
      failure(
        logged.row.code,
        `${relay} is in /etc/hosts only; Sendmail asks DNS, and the log says: ${logged.delivery.stat}`,
        { relay },
      ),
    );
  } else if (
    outcome !== undefined &&
    ['timeout', 'unreachable', 'servfail', 'refused'].includes(outcome) &&
    !system?.bracketed
  ) {
    findings.push(
      likely(
        codes[outcome] ?? 'DNS_SERVERS_SILENT',
        `${relay} resolves from /etc/hosts, but Sendmail also asks DNS for mail exchangers, and no name server gives an answer`,
        { relay },
      ),
    );
  }
  const dead = dns.answers.filter(
    (one) => one.type === 'A' && ['timeout', 'unreachable', 'servfail', 'refused'].includes(one.outcome),
  );
  if (dead.length > 0 && (outcome === 'found' || outcome === 'no-data')) {
    findings.push(
      warning(
        codes[dead[0]?.outcome ?? ''] ?? 'DNS_SERVERS_SILENT',
        `of the name servers, ${dead.map((one) => `${one.server} ${words[one.outcome] ?? one.outcome}`).join(', ')}; another one answers`,
        { relay, server: dead[0]?.server },
      ),
    );
  }
  if (dns.dnsSwitchedOff && dns.hostsEntries.length === 0) {
    findings.push(
      (logged?.row ? failure : warning)(
        'DNS_SWITCHED_OFF',
        'netsvc.conf names no DNS among the sources of host names',
        { relay },
      ),
    );
  }
  findings.push(...mailDomainFinding(facts));
  const addresses = Array.isArray(dns.system) ? dns.system : (dialogue?.attempts.map((one) => one.address) ?? []);
  return conclude(findings, passed(`${relay} is ${addresses.join(', ')}`));
}
