import { join } from 'node:path';
import { must } from '../../command.ts';
import type { Fault } from '../../fault.ts';
import type { LabHost } from '../../lab-host.ts';
import { setAccess } from '../mail-files.ts';
import { handIn, names, setOption, state } from '../state.ts';

const handedIn = { mail: 'none', later: handIn, arrives: false } as const;

const milter = (host: LabHost, onError: string): Promise<void> => {
  host.edit('etc/mail/sendmail.cf', /^#\s+Options\s+#$/mu, `$&\nXscan, S=local:/var/run/scan.sock${onError}\n`);
  return setOption(host, 'InputMailFilters', 'scan');
};

/** The way of a message from a program of this host into the queue: submit.cf, the daemon and what the daemon asks of it. */
export const submissionFaults: readonly Fault[] = [
  state(
    'daemon-on-one-address',
    ['service', 'queue', 'configuration'],
    'The daemon listens on the address of the network only; programs hand in their mail at 127.0.0.1.',
    (host) => setOption(host, 'DaemonPortOptions', `Port=25, Addr=${host.address}, Name=MTA`),
    handedIn,
  ),
  state(
    'daemon-children-used-up',
    ['service', 'queue'],
    'MaxDaemonChildren is 1 and a session that never ends has it: all others are refused.',
    async (host) => {
      await setOption(host, 'MaxDaemonChildren', '1');
      await host.must(
        `perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => 25) or die; <$s>; close STDOUT; close STDERR; if (fork) { exit } sleep 300' </dev/null >/dev/null 2>&1 & sleep 2`,
      );
    },
    handedIn,
  ),
  state(
    'daemon-demands-login',
    ['configuration', 'service', 'queue'],
    'The daemon of this host itself demands a login (M=a): no program has one.',
    (host) => setOption(host, 'DaemonPortOptions', 'Port=25, Name=MTA, M=a'),
    handedIn,
  ),
  state(
    'filter-gone',
    ['configuration', 'service', 'queue'],
    'A mail filter (milter) does not run, and mail is to wait without it (F=T).',
    (host) => milter(host, ', F=T'),
    handedIn,
  ),
  state(
    'filter-gone-rejects',
    ['configuration', 'service', 'queue'],
    'A mail filter does not run, and mail is to be refused without it (F=R).',
    (host) => milter(host, ', F=R'),
    handedIn,
  ),
  state(
    'filter-gone-ignored',
    ['healthy', 'degraded'],
    'A mail filter does not run, and mail passes without it.',
    (host) => milter(host, ''),
    { mail: 'none', later: handIn, arrives: true },
  ),
  state(
    'access-rejects-sender',
    ['configuration', 'queue'],
    'The access map refuses the senders of this host: the daemon answers 550 to its own programs.',
    (host) => setAccess(host, `From:${host.name}.corp.test\tREJECT\n`),
    handedIn,
  ),
  state(
    'access-rejects-recipient',
    ['healthy', 'degraded'],
    'The access map names a recipient domain, which counts only with FEATURE blocklist_recipients: mail flows.',
    (host) => setAccess(host, 'To:partner.test\tERROR:5.7.1:550 Not from here\n'),
    { ...handedIn, arrives: true },
  ),
  state(
    'submit-to-gone-host',
    ['queue', 'configuration', 'dns'],
    'submit.cf hands in to a mail hub that does not exist.',
    async (host) => host.edit('etc/mail/submit.cf', /^D\{MTAHost\}.*$/mu, 'D{MTAHost}[mailhub.corp.test]'),
    handedIn,
  ),
  state(
    'submit-by-lost-name',
    ['queue', 'configuration', 'dns'],
    'submit.cf hands in to localhost by name, and /etc/hosts has lost that line.',
    async (host) => {
      host.edit('etc/mail/submit.cf', /^D\{MTAHost\}.*$/mu, 'D{MTAHost}[localhost]');
      host.edit('etc/hosts', /^127\.0\.0\.1.*\n/mu, '');
    },
    handedIn,
  ),
  state(
    'loopback-filtered',
    ['service', 'queue'],
    'A filter of the host refuses port 25 on the loopback interface.',
    (host) => host.firewall('oifname "lo" tcp dport 25 reject with tcp reset'),
    handedIn,
  ),
  state(
    'client-queue-full',
    'queue',
    'The file system of the client queue is full: no program can hand in mail.',
    async (host) => {
      await must('mount', ['-o', 'remount,size=256k', join(host.root, 'var/spool/clientmqueue')]);
      await host.sh('dd if=/dev/zero of=/var/spool/clientmqueue/core bs=4096 count=300');
    },
    { ...handedIn, check: names('QUEUE_DISK_FULL') },
  ),
  state(
    'client-queue-missing',
    ['queue', 'degraded'],
    'The client queue was removed: commands of users fail at once.',
    async (host) => {
      await must('umount', [join(host.root, 'var/spool/clientmqueue')]);
      await host.must('rmdir /var/spool/clientmqueue');
    },
    handedIn,
  ),
  state(
    'message-size-here',
    ['configuration', 'queue', 'degraded'],
    'MaxMessageSize of this host is 100 bytes: its daemon refuses what is handed in.',
    (host) => setOption(host, 'MaxMessageSize', '100'),
    handedIn,
  ),
  state(
    'hops-used-up',
    ['configuration', 'queue', 'degraded'],
    'MaxHopCount is 1: the daemon bounces mail with "Too many hops".',
    (host) => setOption(host, 'MaxHopCount', '1'),
    handedIn,
  ),
];
