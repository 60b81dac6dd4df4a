import type { Fault } from '../../fault.ts';
import { leaveBacklog } from '../actions.ts';

/** The host itself cannot be reached, or is an odd place to run a script in. */
export const accessFaults: readonly Fault[] = [
  {
    name: 'ssh-refused',
    expected: 'unreachable',
    codes: ['SSH_REFUSED'],
    mail: 'none',
    break: async (host) =>
      void (await host.must("kill $(ps -e -o pid= -o args= | awk '/sshd -D/ && !/awk/ { print $1 }')")),
    note: 'sshd is down.',
  },
  {
    name: 'ssh-host-key-changed',
    expected: 'unreachable',
    codes: ['SSH_HOST_KEY_CHANGED'],
    mail: 'none',
    note: 'The host was installed anew, or is another one: its key is not the one that is known.',
    break: async (host) => {
      host.pretendKeys();
    },
  },
  {
    name: 'ssh-login-refused',
    expected: 'unreachable',
    codes: ['SSH_LOGIN_REFUSED'],
    mail: 'none',
    break: async (host) => host.write('etc/ssh/lab_keys', ''),
    note: 'The key is not authorized on the host.',
  },
  {
    name: 'healthy-noisy-login',
    expected: 'healthy',
    break: async (host) => {
      host.write(
        'etc/ssh/sshrc',
        'echo "*** Welcome to the payroll system ***"; echo "0513-085 noise"; echo "stty: tcgetattr: Not a typewriter" >&2\n',
      );
      host.write('etc/environment', 'LANG=fr_FR.UTF-8\nLC_MESSAGES=fr_FR.UTF-8\n');
      await host.must('chmod 644 /etc/ssh/sshrc');
    },
    note: 'What runs at the login prints before the script does.',
  },
  {
    name: 'healthy-without-perl',
    expected: ['healthy', 'unknown'],
    break: async (host) =>
      void (await host.must('mv /usr/bin/perl /usr/bin/perl5.36.0 /opt/lab/ 2>/dev/null; [ ! -e /usr/bin/perl ]')),
    note: 'No perl: the login cannot be tried, the log shows that mail goes out.',
  },
  {
    name: 'login-refused-without-perl',
    expected: ['authentication', 'unknown'],
    break: async (host) => {
      host.relay({ auth: '535 Authentication Credentials Invalid' });
      await host.send();
      await host.must('mv /usr/bin/perl /usr/bin/perl5.36.0 /opt/lab/ 2>/dev/null; [ ! -e /usr/bin/perl ]');
    },
    mail: 'none',
    note: 'No perl, and every message was refused for want of a login: the log must do.',
  },
  {
    name: 'lssrc-hangs',
    expected: ['unknown', 'degraded'],
    break: async (host) => {
      host.write('usr/bin/lssrc', '#!/bin/sh\n/opt/lab/bin/sleep 600\n');
    },
    check: (answer) => (answer.seconds > 60 ? [`took ${answer.seconds} s`] : []),
    note: 'The SRC does not answer: the service is not known to be well, and the rest is still looked at.',
  },
  {
    name: 'mailq-hangs',
    expected: ['unknown', 'degraded', 'queue'],
    mail: 'none',
    break: async (host) => {
      await leaveBacklog(host);
      // sendmail -bp waits for a lock on nothing here; what hangs on a real host is a dead file server.
      await host.must(
        'mkdir -p /opt/lab/hang && printf "#!/bin/sh\\ncase \\" \\$* \\" in *\\" -bp\\"*|*\\" -bP\\"*) exec /opt/lab/bin/sleep 600;; esac\\nexec /usr/sbin/sendmail.real \\"\\$@\\"\\n" > /opt/lab/hang/sendmail && chmod 755 /opt/lab/hang/sendmail && mv /usr/sbin/sendmail /usr/sbin/sendmail.real && cp -p /opt/lab/hang/sendmail /usr/sbin/sendmail && rm /usr/bin/mailq /usr/sbin/mailq && printf "#!/bin/sh\\nexec /opt/lab/bin/sleep 600\\n" > /usr/bin/mailq && chmod 755 /usr/bin/mailq && cp -p /usr/bin/mailq /usr/sbin/mailq',
      );
    },
    check: (answer) => (answer.seconds > 60 ? [`took ${answer.seconds} s`] : []),
    note: 'The listing of the queue never ends, and files are in it: what they are stays unknown.',
  },
];
