import type { Fault } from '../../fault.ts';
import { buildCf, changeCf } from '../mail-files.ts';
import { names, setOption, state } from '../state.ts';

const cutOff = { arrives: false } as const;

/** Options of sendmail.cf and limits of the system that keep the daemon from its work. */
export const serviceLimits: readonly Fault[] = [
  state(
    'daemon-reads-other-file',
    ['service', 'configuration', 'queue', 'connectivity'],
    'The daemon was started with -C and an old file, whose port nobody listens on.',
    async (host) => {
      host.write('etc/mail/old.cf', host.read('etc/mail/sendmail.cf').replaceAll('TCP $h 587', 'TCP $h 2525'));
      await host.restart('-bd -q30m -C/etc/mail/old.cf');
      await host.send({ flags: '-odb' });
    },
    { mail: 'none', ...cutOff },
  ),
  state(
    'source-address-gone',
    ['configuration', 'connectivity'],
    'ClientPortOptions names an address that this host no longer has: Sendmail can not bind to it.',
    (host) => setOption(host, 'ClientPortOptions', 'Family=inet, Addr=192.0.2.77'),
    cutOff,
  ),
  state(
    'connects-only-here',
    ['configuration', 'connectivity'],
    'ConnectOnlyTo of a test was left in sendmail.cf: every connection goes to 127.0.0.1.',
    (host) => setOption(host, 'ConnectOnlyTo', '127.0.0.1'),
    cutOff,
  ),
  state(
    'runs-as-other-user',
    'configuration',
    'RunAsUser is a user who may not read the credentials.',
    async (host) => {
      await host.must('chown -R app /var/spool/mqueue');
      await setOption(host, 'RunAsUser', 'app');
    },
    cutOff,
  ),
  state(
    'mail-held-as-expensive',
    ['queue', 'degraded', 'healthy'],
    'HoldExpensive and a mailer marked expensive: mail waits for the queue run, by design.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^(Mrelay,.*F=)/mu, '$1e');
      await setOption(host, 'HoldExpensive', 'True');
    },
    cutOff,
  ),
  state(
    'delivery-deferred-by-design',
    ['queue', 'degraded', 'healthy'],
    'DeliveryMode d: mail waits for the queue run, by design.',
    (host) => setOption(host, 'DeliveryMode', 'd'),
    { mail: 'none', later: (host) => host.send({ flags: '-Am' }), ...cutOff },
  ),
  state(
    'delivery-waits-too-long',
    ['service', 'queue', 'degraded'],
    'DeliveryMode q and a queue run once a day: mail waits since two hours.',
    async (host) => {
      await setOption(host, 'DeliveryMode', 'q');
      await host.restart('-bd -q24h');
      await host.send({ flags: '-Am' });
      await host.must(`cd /var/spool/mqueue && perl -pi -e 's/^(T)([0-9]{9,})/$1 . ($2 - 7200)/e' qf*`);
    },
    { mail: 'none', check: names('QUEUE_BACKLOG_WAITING'), ...cutOff },
  ),
  state(
    'delivery-that-never-ends',
    ['queue', 'connectivity', 'relay'],
    'A delivery hangs for two hours behind the message, with its lock; the relay takes others.',
    async (host) => {
      await changeCf(host, /^O Timeout\.datafinal=.*$/mu, 'O Timeout.datafinal=1d');
      host.relay({ message: 'hang' });
      await host.sh('/usr/lib/sendmail -Am -odb -f app@corp.test user@partner.test </dev/null; sleep 3');
      host.relay({});
      await host.must(
        `cd /var/spool/mqueue && perl -e 'for (glob "qf*") { open my $f, "+<", $_ or die; local $/; my $t = <$f>; $t =~ s/^([TK])(\\d{9,})/$1 . ($2 - 7200)/gme; seek $f, 0, 0; print $f $t }'`,
      );
    },
    { mail: 'none', ...cutOff },
  ),
  state(
    'file-size-limit',
    ['queue', 'service', 'configuration'],
    'The daemon was started where files may have 512 bytes (fsize of /etc/security/limits): it can not write a message.',
    async (host) => {
      await host.must('stopsrc -s sendmail; (ulimit -f 1; startsrc -s sendmail -a "-bd -q30m"); sleep 1');
      await host.sh(
        `perl -e 'print "Subject: x\\n\\n", "line of text\\n" x 500' | /usr/lib/sendmail -odb -f app@${host.name}.corp.test user@partner.test`,
      );
      await host.settle();
    },
    { mail: 'none', ...cutOff },
  ),
  state(
    'wait-of-one-second',
    ['configuration', 'connectivity', 'relay'],
    'Timeout.initial is one second, the relay greets after three: Sendmail gives up, the check does not.',
    async (host) => {
      await setOption(host, 'Timeout.initial', '1s');
      host.relay({ greetsAfter: 3 });
    },
    cutOff,
  ),
  state(
    'connections-throttled',
    ['healthy', 'degraded'],
    'ConnectionRateThrottle slows the daemon down; nothing stops.',
    (host) => setOption(host, 'ConnectionRateThrottle', '1'),
    { arrives: true },
  ),
  state(
    'queue-group-missing',
    ['queue', 'service', 'configuration'],
    'A queue group has a directory that is not there.',
    async (host) => {
      await buildCf(host, (source) =>
        source.replace(/^MAILER\(`local'/mu, "QUEUE_GROUP(`slow', `P=/var/spool/mqueue/slow, F=f, I=5m')dnl\n$&"),
      ).catch(() => undefined);
      await host.sh('stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"; sleep 1');
    },
    { mail: 'none', later: (host) => host.send({ flags: '-odb' }), ...cutOff },
  ),
  state(
    'queue-link-dangling',
    ['queue', 'service'],
    'QueueDirectory is a link to a file system that is not mounted.',
    async (host) => {
      await host.must('ln -s /export/mail/mqueue /var/spool/mail-queue');
      host.edit('etc/mail/sendmail.cf', /^O QueueDirectory=.*$/mu, 'O QueueDirectory=/var/spool/mail-queue');
      await host.sh('stopsrc -s sendmail; startsrc -s sendmail -a "-bd -q30m"; sleep 1');
    },
    { check: names('QUEUE_DIRECTORY_MISSING', 'SERVICE_INOPERATIVE'), ...cutOff },
  ),
  state(
    'queue-owned-by-user',
    ['healthy', 'degraded', 'queue'],
    'The queue belongs to another user id, as after a restore.',
    async (host) => {
      await host.must('chown 4003:100 /var/spool/mqueue; chmod 700 /var/spool/mqueue');
      await host.restart();
    },
  ),
];
