import type { Fault } from '../../fault.ts';
import type { LabHost } from '../../lab-host.ts';
import { relayPassword, relayUser } from '../../relay-mode.ts';
import { buildCf, changeCf, nameRelay, setAccess, setLogin } from '../mail-files.ts';

export const entry = (
  key: string,
  tags = `"U:${relayUser}" "I:${relayUser}" "P:${relayPassword}" "M:PLAIN LOGIN"`,
): string => `${key} ${tags}\n`;

const fine = (
  name: string,
  note: string,
  make: (host: LabHost) => Promise<void>,
  mail: Fault['mail'] = 'after',
): Fault => ({
  name,
  expected: ['healthy', 'degraded'],
  break: make,
  mail,
  note,
});

/** Styles of configuration that all work. */
export const styles: readonly Fault[] = [
  fine('ds-mailer-name', 'DSsmtp:NAME: the mailer smtp has no port, so that it is 25.', (host) =>
    nameRelay(host, 'smtp:smtp.relay.test'),
  ),
  fine('ds-address', 'The smart host is an address in brackets, the login stands under the address.', async (host) => {
    await setLogin(host, entry('AuthInfo:198.51.100.25'));
    await nameRelay(host, '[198.51.100.25]');
  }),
  fine('ds-upper-case', 'The smart host in capitals.', (host) => nameRelay(host, 'SMTP.Relay.TEST')),
  fine('ds-trailing-blank', 'A blank behind the name.', (host) => nameRelay(host, 'smtp.relay.test ')),
  fine('ds-bracket-mailer', 'relay:[NAME].', (host) => nameRelay(host, 'relay:[smtp.relay.test]')),
  fine('ds-list', 'Two smart hosts; the first does not exist.', async (host) => {
    await nameRelay(host, 'relay:[gone.relay.test]:[smtp.relay.test]');
  }),
  fine('ds-list-both', 'Two smart hosts, both there.', async (host) => {
    host.names({ records: { 'b.relay.test': ['198.51.100.27'] } });
    await setLogin(host, entry('AuthInfo:'));
    await nameRelay(host, 'relay:[smtp.relay.test]:[b.relay.test]');
  }),
  fine('port-by-name', 'The port stands as submission.', (host) =>
    changeCf(host, /TCP \$h 587/gu, 'TCP $h submission'),
  ),
  fine('mailertable', 'No DS; mailertable sends everything to the relay.', async (host) => {
    host.write('etc/mail/mailertable', '.\trelay:smtp.relay.test\n');
    await host.must('makemap hash /etc/mail/mailertable < /etc/mail/mailertable');
    await buildCf(host, (source) =>
      source
        .replace(/^define\(`SMART_HOST'.*$/mu, 'dnl')
        .replace(/^MAILER\(`local'/mu, "FEATURE(`mailertable', `hash -o /etc/mail/mailertable.db')dnl\n$&"),
    );
  }),
  fine('nullclient', 'A null client: the relay stands in DH.', async (host) => {
    await buildCf(host, (source) =>
      source
        .replace(/^define\(`SMART_HOST'.*$/mu, 'dnl')
        .replace(/^FEATURE\(`(?:access_db|nocanonify|no_default_msa).*$/gmu, 'dnl')
        .replace(/^MAILER.*$/gmu, '')
        .concat("FEATURE(`nullclient', `smtp.relay.test')dnl\n"),
    );
  }),
  fine(
    'mx',
    'The name of the smart host has an MX; the login stands under the name of the exchanger.',
    async (host) => {
      host.names({ records: { 'mail.partner.test': ['198.51.100.25'] } });
      await setLogin(host, entry('AuthInfo:mail.partner.test'));
      await nameRelay(host, 'partner.test');
    },
  ),
  fine('direct', 'No smart host by design: mail goes straight to the partner.', async (host) => {
    host.relay({ needLogin: false });
    host.names({ records: { 'mail.partner.test': ['198.51.100.25'] } });
    await changeCf(host, /TCP \$h 587/gu, 'TCP $h');
    await nameRelay(host, '');
  }),
  fine('access-login', 'The login stands in the access map.', async (host) => {
    await host.must(
      'cp /opt/lab/sendmail-without-authinfo.cf /etc/mail/sendmail.cf; rm /etc/mail/authinfo /etc/mail/authinfo.db',
    );
    await host.restart();
    await setAccess(host, entry('AuthInfo:smtp.relay.test'));
  }),
  fine('default-login', 'The entry AuthInfo: without a name.', (host) => setLogin(host, entry('AuthInfo:'))),
  fine('login-by-address', 'The entry is for the address.', (host) => setLogin(host, entry('AuthInfo:198.51.100.25'))),
  fine('login-without-method', 'No M: AuthMechanisms of sendmail.cf count.', (host) =>
    setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:${relayUser}" "P:${relayPassword}"`)),
  ),
  fine('login-base64', 'The password in base64.', (host) =>
    setLogin(
      host,
      entry(
        'AuthInfo:smtp.relay.test',
        `"U:${relayUser}" "I:${relayUser}" "P=${Buffer.from(relayPassword).toString('base64')}" "M:PLAIN"`,
      ),
    ),
  ),
  fine('login-commented', 'Comments, blank lines, tabs and another case of the key.', (host) =>
    setLogin(
      host,
      `# relay\n\n${entry('AUTHINFO:SMTP.relay.test')}# end\nAuthInfo:old.relay.test "U:x" "P:${relayPassword}"\n`,
    ),
  ),
  fine('login-btree', 'The map is a btree.', async (host) => {
    host.edit('etc/mail/sendmail.cf', 'Kauthinfo hash -o ', 'Kauthinfo btree -o ');
    await host.must('rm /etc/mail/authinfo.db; makemap btree /etc/mail/authinfo < /etc/mail/authinfo');
    await host.restart();
  }),
  fine(
    'login-map-linked',
    'The database is a link.',
    async (host) =>
      void (await host.must(
        'mkdir -m 700 /etc/mail/secure; mv /etc/mail/authinfo.db /etc/mail/secure/; ln -s secure/authinfo.db /etc/mail/authinfo.db',
      )),
  ),
];
