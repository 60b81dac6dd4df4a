import type { Fault } from '../../fault.ts';
import type { NameFault } from '../../name-server.ts';
import { nameRelay } from '../mail-files.ts';
import { names, setOption, state } from '../state.ts';

const answers = (
  name: string,
  expected: Fault['expected'],
  note: string,
  fault: NameFault,
  arrives: boolean | undefined,
): Fault => state(name, expected, note, async (host) => host.names(fault), arrives === undefined ? {} : { arrives });

const relayName = '^smtp\\.relay\\.test$';
const well = ['healthy', 'degraded'] as const;

/** Name servers that answer some questions and not others, and resolvers that ask oddly. */
export const nameAnswers: readonly Fault[] = [
  answers(
    'mx-servfail',
    'dns',
    'The address resolves, the question for mail exchangers fails: Sendmail asks that first and puts mail off.',
    { answer: 'servfail', names: relayName, types: [15] },
    false,
  ),
  answers(
    'mx-silent',
    'dns',
    'The same, without any answer.',
    { answer: 'silent', names: relayName, types: [15] },
    false,
  ),
  answers(
    'mx-nxdomain',
    well,
    'A broken balancer says that a name with an address does not exist when asked for MX: Sendmail goes on to the address.',
    { answer: 'nxdomain', names: relayName, types: [15] },
    true,
  ),
  answers(
    'mx-refused',
    'dns',
    'The question for MX is refused.',
    { answer: 'refused', names: relayName, types: [15] },
    false,
  ),
  answers(
    'aaaa-servfail',
    'dns',
    'Only the question for IPv6 fails: a Sendmail built with IPv6 puts mail off.',
    { answer: 'servfail', names: relayName, types: [28] },
    false,
  ),
  answers(
    'mx-null',
    ['dns', 'configuration', 'relay'],
    'The name of the smart host has the null MX: its owner says that it takes no mail.',
    { exchangers: { 'smtp.relay.test': '' } },
    false,
  ),
  answers(
    'mx-is-gone',
    ['dns', 'connectivity'],
    'The MX of the smart host names a machine that has no address.',
    { exchangers: { 'smtp.relay.test': 'old.relay.test' } },
    undefined,
  ),
  answers(
    'answers-cut',
    'dns',
    'Every answer about the relay is cut off, and nothing takes questions by TCP.',
    { answer: 'truncated', names: relayName },
    false,
  ),
  state(
    'mx-is-this-host',
    ['dns', 'configuration', 'connectivity'],
    'The MX of the smart host is this host: mail loops back.',
    async (host) => host.names({ exchangers: { 'smtp.relay.test': `${host.name}.corp.test` } }),
    { arrives: false },
  ),
  state(
    'resolv-keyword-misspelt',
    'dns',
    'A slip in resolv.conf: no line names a server.',
    async (host) => host.edit('etc/resolv.conf', /^nameserver/mu, 'namserver'),
    { arrives: false },
  ),
  state(
    'resolv-root-only',
    well,
    'resolv.conf and hosts have mode 600 after an edit: the daemon, which is root, reads them.',
    (host) => host.must('chmod 600 /etc/resolv.conf /etc/hosts'),
    { arrives: true },
  ),
  state(
    'resolv-waits-long',
    well,
    'A dead server first, and waits of ten seconds: slow, and mail flows.',
    async (host) =>
      host.write('etc/resolv.conf', 'nameserver 10.90.0.99\nnameserver 10.90.0.2\noptions timeout:10 attempts:3\n'),
    { arrives: true },
  ),
  state(
    'search-domain-with-wildcard',
    ['dns', 'connectivity', ...well],
    'ndots:5 and a search domain that answers every name.',
    async (host) => {
      host.names({ records: { 'smtp.relay.test.corp.test': ['198.51.100.26'] } });
      host.write('etc/resolv.conf', 'search corp.test\nnameserver 10.90.0.2\noptions ndots:5 timeout:1 attempts:2\n');
    },
  ),
  state(
    'switch-file-without-dns',
    well,
    'ServiceSwitchFile lets Sendmail look into files only; the mailer asks DNS all the same.',
    async (host) => {
      host.write('etc/mail/service.switch', 'hosts\tfiles\naliases\tfiles\n');
      await setOption(host, 'ServiceSwitchFile', '/etc/mail/service.switch');
    },
    { arrives: true },
  ),
  state(
    'underscore-in-relay-name',
    'dns',
    'A name that nobody registered, with an underscore.',
    (host) => nameRelay(host, 'smtp_relay.relay.test'),
    { arrives: false },
  ),
  state(
    'hosts-own-name-on-loopback',
    well,
    'The own name stands beside 127.0.0.1.',
    async (host) => host.write('etc/hosts', `127.0.0.1\tlocalhost ${host.name}.corp.test ${host.name}\n`),
    { arrives: true },
  ),
  state(
    'both-mx-servfail-and-535',
    'dns',
    'Two faults: the exchangers do not resolve, and the login would be refused.',
    async (host) => {
      host.names({ answer: 'servfail', names: relayName, types: [15] });
      host.relay({ auth: '535 5.7.8 Authentication credentials invalid' });
    },
    { arrives: false, check: names('DNS_SERVFAIL') },
  ),
];
