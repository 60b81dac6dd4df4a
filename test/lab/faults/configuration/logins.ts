import type { Fault } from '../../fault.ts';
import type { LabHost } from '../../lab-host.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { useWrongPassword } from '../actions.ts';
import { changeCf, nameRelay, setAccess, setLogin } from '../mail-files.ts';

import { entry } from './styles.ts';

const stops = (
  name: string,
  codes: readonly string[],
  note: string,
  make: (host: LabHost) => Promise<void>,
  expected: Fault['expected'] = 'configuration',
): Fault => ({
  name,
  expected,
  codes,
  break: make,
  note,
});

export const loginFileFaults: readonly Fault[] = [
  stops(
    'login-default-file',
    ['CONFIG_AUTHINFO_NOT_CONFIGURED'],
    'DefaultAuthInfo names a file of five lines, which Sendmail since 8.12 does not read.',
    async (host) => {
      await host.must(
        'cp /opt/lab/sendmail-without-authinfo.cf /etc/mail/sendmail.cf; rm /etc/mail/authinfo /etc/mail/authinfo.db',
      );
      host.edit('etc/mail/sendmail.cf', /^O AuthMechanisms/mu, 'O DefaultAuthInfo=/etc/mail/default-auth-info\n$&');
      host.write('etc/mail/default-auth-info', `${relayUser}\n${relayUser}\n${relayPassword}\n\nPLAIN LOGIN\n`);
      await host.must('chmod 600 /etc/mail/default-auth-info');
      await host.restart();
    },
  ),
  stops(
    'login-map-mode-000',
    ['CONFIG_AUTHINFO_DB_UNREADABLE'],
    'The database has mode 000: Sendmail keeps to it even as root.',
    async (host) => void (await host.must('chmod 000 /etc/mail/authinfo.db')),
  ),
  stops(
    'address-without-entry',
    ['CONFIG_AUTHINFO_NO_ENTRY'],
    'The smart host is an address, the login stands under the name.',
    (host) => nameRelay(host, '[198.51.100.25]'),
  ),
  stops(
    'mx-entry-for-domain',
    ['CONFIG_AUTHINFO_NO_ENTRY'],
    'The login stands under the domain, Sendmail asks for the exchanger.',
    async (host) => {
      host.names({ records: { 'mail.partner.test': ['198.51.100.25'] } });
      await setLogin(host, entry('AuthInfo:partner.test'));
      await nameRelay(host, 'partner.test');
    },
  ),
  stops(
    'entry-without-password',
    ['CONFIG_AUTHINFO_NO_ENTRY'],
    'The entry has no password.',
    (host) => setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:${relayUser}"`)),
    ['configuration', 'authentication'],
  ),
  stops(
    'entry-broken-quotes',
    ['CONFIG_AUTHINFO_NO_ENTRY', 'AUTH_REQUIRED_530', 'AUTH_INVALID_535'],
    'A quote is missing.',
    (host) => setLogin(host, `AuthInfo:smtp.relay.test "U:${relayUser} "P:${relayPassword}"\n`),
    ['configuration', 'authentication'],
  ),
  stops(
    'methods-not-set',
    ['AUTH_NO_MECHANISM'],
    'No M, and AuthMechanisms has neither PLAIN nor LOGIN.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:${relayUser}" "P:${relayPassword}"`));
      await changeCf(host, /^O AuthMechanisms=.*$/mu, 'O AuthMechanisms=GSSAPI DIGEST-MD5 CRAM-MD5');
    },
    ['configuration', 'authentication'],
  ),
  stops('stale-user', ['CONFIG_AUTHINFO_DB_STALE'], 'Only the user changed in the text.', async (host) => {
    await setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:old" "I:old" "P:${relayPassword}" "M:PLAIN LOGIN"`));
    host.write('etc/mail/authinfo', entry('AuthInfo:smtp.relay.test'));
  }),
  stops('stale-method', ['CONFIG_AUTHINFO_DB_STALE'], 'Only the method changed in the text.', async (host) => {
    await setLogin(
      host,
      entry('AuthInfo:smtp.relay.test', `"U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:CRAM-MD5"`),
    );
    host.write('etc/mail/authinfo', entry('AuthInfo:smtp.relay.test'));
  }),
  stops(
    'stale-added',
    ['CONFIG_AUTHINFO_DB_STALE'],
    'The entry for the new relay was added and never built.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:smtp.former.test'));
      host.write('etc/mail/authinfo', entry('AuthInfo:smtp.former.test') + entry('AuthInfo:smtp.relay.test'));
    },
  ),
  stops(
    'stale-access',
    ['CONFIG_AUTHINFO_DB_STALE'],
    'The login in the access map, whose database is old.',
    async (host) => {
      await host.must(
        'cp /opt/lab/sendmail-without-authinfo.cf /etc/mail/sendmail.cf; rm /etc/mail/authinfo /etc/mail/authinfo.db',
      );
      await host.restart();
      await setAccess(
        host,
        entry('AuthInfo:smtp.relay.test', `"U:${relayUser}" "I:${relayUser}" "P:wrongwrong" "M:PLAIN"`),
      );
      host.write('etc/mail/access', entry('AuthInfo:smtp.relay.test'));
    },
  ),
  stops(
    'access-535',
    ['AUTH_INVALID_535'],
    'The login in the access map is refused.',
    async (host) => {
      await host.must(
        'cp /opt/lab/sendmail-without-authinfo.cf /etc/mail/sendmail.cf; rm /etc/mail/authinfo /etc/mail/authinfo.db',
      );
      await host.restart();
      await setAccess(
        host,
        entry('AuthInfo:smtp.relay.test', `"U:${relayUser}" "I:${relayUser}" "P:wrongwrong" "M:PLAIN"`),
      );
    },
    'authentication',
  ),
  stops(
    'stale-btree',
    ['CONFIG_AUTHINFO_DB_STALE', 'CONFIG_AUTHINFO_DB_MISSING', 'CONFIG_AUTHINFO_DB_UNREADABLE'],
    'sendmail.cf says btree, makemap made a hash.',
    async (host) => {
      await changeCf(host, 'Kauthinfo hash -o ', 'Kauthinfo btree -o ');
    },
  ),
  stops(
    'directory-group-writable',
    ['CONFIG_AUTHINFO_DB_UNSAFE', 'CONFIG_UNSAFE_FILE'],
    'Anybody in the group may write to /etc/mail.',
    async (host) =>
      void (await host.must('chgrp staff /etc/mail 2>/dev/null || chgrp 100 /etc/mail; chmod 775 /etc/mail')),
    ['configuration', 'degraded', 'healthy', 'service'],
  ),
  stops(
    'port-2587',
    ['CONFIG_RELAY_PORT_WRONG', 'CONNECT_REFUSED'],
    'SES takes 2587, this relay does not.',
    (host) => changeCf(host, /TCP \$h 587/gu, 'TCP $h 2587'),
    ['configuration', 'connectivity'],
  ),
  stops(
    'try-tls-no',
    ['CONFIG_TLS_SWITCHED_OFF', 'STARTTLS_REQUIRED_530'],
    'The access map forbids TLS with the relay, which demands it.',
    (host) => setAccess(host, 'Try_TLS:smtp.relay.test\tNO\n'),
    ['configuration', 'starttls'],
  ),
  stops(
    'authinfo-535-and-map-linked',
    ['AUTH_INVALID_535'],
    'A linked database with a wrong password.',
    async (host) => {
      await useWrongPassword(host);
      await host.must(
        'mkdir -m 700 /etc/mail/secure; mv /etc/mail/authinfo.db /etc/mail/secure/; ln -s secure/authinfo.db /etc/mail/authinfo.db',
      );
    },
    'authentication',
  ),
];
