import type { LabHost } from '../lab-host.ts';
import { oldPassword, relayUser } from '../relay-mode.ts';

// What several faults do to a host.

const makemap = 'makemap hash /etc/mail/authinfo < /etc/mail/authinfo';

export const stopService = async (host: LabHost): Promise<void> => void (await host.must('stopsrc -s sendmail'));

/** The password in authinfo and in its database is one that the relay refuses. */
export const useWrongPassword = async (host: LabHost): Promise<void> => {
  host.edit('etc/mail/authinfo', /"P:[^"]*"/u, `"P:${oldPassword}"`);
  await host.must(makemap);
};

/** authinfo is right, its database still holds the former password. */
export const leaveMapStale = async (host: LabHost, touch: string): Promise<void> => {
  host.write(
    'tmp/old',
    `AuthInfo:smtp.relay.test "U:${relayUser}" "I:${relayUser}" "P:${oldPassword}" "M:PLAIN LOGIN"\n`,
  );
  await host.must(`makemap hash /etc/mail/authinfo < /tmp/old; rm /tmp/old; ${touch}`);
};

export const dropPort = (host: LabHost): Promise<void> => host.network('tcp dport 587 drop');
export const refusePort = (host: LabHost): Promise<void> => host.network('tcp dport 587 reject with tcp reset');

/** Makes the smart host a name that does not exist, with the login that belongs to it. */
export const misspellRelay = async (host: LabHost): Promise<void> => {
  host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DSsmpt.relay.test');
  host.edit('etc/mail/authinfo', 'smtp.relay.test', 'smpt.relay.test');
  await host.must(makemap);
  await host.restart();
};

/** A verified certificate is demanded of the relay, as an access map says it. */
export const demandCertificate = async (host: LabHost): Promise<void> => {
  host.write('etc/mail/access', 'TLS_Srv:smtp.relay.test\tVERIFY:112\n');
  await host.must('makemap hash /etc/mail/access < /etc/mail/access');
};

/** Sends mail while the relay is away, then mends the relay: what was sent waits in the queue. */
export const leaveBacklog = async (host: LabHost, count = 3): Promise<void> => {
  host.relay({ greeting: 'close' });
  await host.send({ count });
  host.relay({});
};

/** Empties the log as rotation does. */
export const rotateLog = async (host: LabHost): Promise<void> =>
  void (await host.must(
    'mv /var/log/maillog /var/log/maillog.0; > /var/log/maillog; kill -HUP $(cat /var/src/syslogd.pid)',
  ));
