import type { Fault } from '../../fault.ts';
import { useWrongPassword } from '../actions.ts';
import { changeCf, fault, well } from '../mail-files.ts';

/** Logs that are elsewhere, empty, old or of another relay. */
export const otherLogFaults: readonly Fault[] = [
  fault('log-elsewhere', 'healthy', [], 'The log is another file.', async (host) => {
    host.write('etc/syslog.conf', '*.emerg\t*\nkern.debug;mail.info\t/var/adm/mail.log rotate time 1d files 4\n');
    host.write('var/adm/mail.log', '');
    await host.must('refresh -s syslogd; rm /var/log/maillog');
  }),
  fault(
    'log-remote-only',
    ['healthy', 'unknown', 'degraded'],
    [],
    'Mail messages go to another machine only.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.debug\t@10.90.0.9\n');
      await host.must('refresh -s syslogd; rm /var/log/maillog');
    },
  ),
  fault('log-errors-only', well, [], 'Only errors are logged.', async (host) => {
    host.write('etc/syslog.conf', 'mail.err\t/var/log/maillog\n');
    await host.must('refresh -s syslogd');
  }),
  fault(
    'log-errors-only-554',
    'relay',
    [],
    'Only errors are logged, and the relay refuses each message: the bounces tell.',
    async (host) => {
      host.write('etc/syslog.conf', 'mail.err\t/var/log/maillog\n');
      await host.must('refresh -s syslogd');
      host.relay({ message: '554 Message rejected: Email address is not verified.' });
      await host.send({ from: 'root' });
    },
    { mail: 'none' },
  ),
  fault('log-level-0', well, [], 'Sendmail logs nothing.', (host) =>
    changeCf(host, /^O LogLevel=.*$/mu, 'O LogLevel=0'),
  ),
  fault('syslogd-dead', well, [], 'syslogd does not run; mail flows.', (host) => host.must('stopsrc -s syslogd')),
  fault(
    'failure-long-ago',
    well,
    [],
    'The last entry is a refusal of two days ago.',
    (host) =>
      host.must(
        `perl -MPOSIX -e 'my $t = POSIX::strftime("%b %e %H:%M:%S", localtime(time - 172800)); print "$t h mail:info sendmail[4711]: 6AM00000000001: to=<a\\@partner.test>, delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=120000, relay=smtp.relay.test. [198.51.100.25], dsn=5.0.0, reply=530 Authentication required, stat=Service unavailable\n"' > /var/log/maillog`,
      ),
    { mail: 'none' },
  ),
  fault(
    'failure-of-former-relay',
    well,
    [],
    'A minute ago the former relay was refused; the name was changed since.',
    (host) =>
      host.must(
        `perl -MPOSIX -e 'my $t = POSIX::strftime("%b %e %H:%M:%S", localtime(time - 60)); print "$t h mail:info sendmail[4711]: 6AM00000000001: to=<a\\@partner.test>, delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=120000, relay=mx.former.example. [192.0.2.25], dsn=5.0.0, reply=535 bad, stat=Service unavailable\n"' > /var/log/maillog`,
      ),
    { mail: 'none' },
  ),
  fault('no-openssl', ['healthy', 'unknown'], [], 'No openssl on the host; the log shows that mail goes out.', (host) =>
    host.must('mv /usr/bin/openssl /opt/lab/openssl.away'),
  ),
  fault('no-openssl-535', ['authentication', 'unknown'], [], 'No openssl, and the login is refused.', async (host) => {
    await host.must('mv /usr/bin/openssl /opt/lab/openssl.away');
    await useWrongPassword(host);
  }),
];
