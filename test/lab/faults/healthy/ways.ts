import type { Fault } from '../../fault.ts';
import { oldPassword } from '../../relay-mode.ts';
import { entry } from '../configuration/styles.ts';
import { buildCf, changeCf, nameRelay, setAccess, setLogin } from '../mail-files.ts';
import { setOption, state } from '../state.ts';
import { goDirect, openIpv6, openRelay, openTunnel, useOwnCertificate, useTunnel, well } from './layout.ts';

const arrives = { arrives: true } as const;
const stopped = { arrives: false } as const;

const route = async (host: Parameters<typeof buildCf>[0], line: string): Promise<void> => {
  host.write('etc/mail/mailertable', line);
  await host.must('makemap hash /etc/mail/mailertable < /etc/mail/mailertable');
  await buildCf(host, (source) =>
    source.replace(/^MAILER\(`local'/mu, "FEATURE(`mailertable', `hash -o /etc/mail/mailertable.db')dnl\n$&"),
  );
};

/** Other ways from the host to the world than one smart host with a login on port 587; all work, some with a fault. */
export const layoutWays: readonly Fault[] = [
  state(
    'layout-direct-one-domain-dead',
    well,
    'Mail goes straight to the recipients; the newest was for a domain whose only server is gone. All others take theirs.',
    async (host) => {
      await goDirect(host);
      await host.send();
      await host.send({ to: 'old@gone.test', count: 1 });
    },
    { mail: 'none', ...arrives },
  ),
  state(
    'layout-direct-blocked',
    ['configuration', 'connectivity'],
    'The same layout, and the firewall lets nothing out to port 25.',
    async (host) => {
      await goDirect(host);
      await host.network('tcp dport 25 drop');
    },
    stopped,
  ),
  state(
    'layout-port-25-shut',
    'healthy',
    'The network lets nobody out to port 25; the smart host takes mail on 587.',
    (host) => host.network('tcp dport 25 drop'),
    arrives,
  ),
  state(
    'layout-null-client-535',
    'authentication',
    'A null client whose login is refused.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:x" "I:x" "P:${oldPassword}" "M:PLAIN LOGIN"`));
      await buildCf(host, (source) =>
        source
          .replace(/^define\(`SMART_HOST'.*$/mu, 'dnl')
          .replace(/^FEATURE\(`(?:access_db|nocanonify|no_default_msa).*$/gmu, 'dnl')
          .replace(/^MAILER.*$/gmu, '')
          .concat("FEATURE(`nullclient', `smtp.relay.test')dnl\n"),
      );
    },
    stopped,
  ),
  state(
    'layout-route-for-one-domain',
    'healthy',
    'One domain has a server of its own in the mailertable, everything else goes to the smart host.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:'));
      await route(host, 'desk.test\trelay:[198.51.100.27]\n');
      await host.send({ to: 'one@desk.test' });
    },
    arrives,
  ),
  state(
    'layout-route-well-smart-host-535',
    'authentication',
    'The server of one domain takes its mail without a login; the smart host, which has all other mail, refuses the login.',
    async (host) => {
      await setLogin(host, entry('AuthInfo:smtp.relay.test', `"U:x" "I:x" "P:${oldPassword}" "M:PLAIN LOGIN"`));
      await route(host, 'desk.test\trelay:[198.51.100.27]\n');
      await host.send({ to: 'two@partner.test' });
      host.relay({ starttls: 'absent', mechanisms: [], needLogin: false });
      await host.send({ to: 'one@desk.test' });
      host.relay({});
    },
    { mail: 'none' },
  ),
  state(
    'layout-tunnel',
    well,
    'The smart host is a TLS tunnel on this host, since the relay takes only port 465.',
    async (host) => {
      await openTunnel(host);
      await useTunnel(host);
    },
    arrives,
  ),
  state(
    'layout-tunnel-535',
    'authentication',
    'The same tunnel, and the relay behind it refuses the login.',
    async (host) => {
      await openTunnel(host);
      await useTunnel(host, oldPassword);
    },
    stopped,
  ),
  state(
    'layout-tunnel-down',
    'connectivity',
    'The tunnel does not run: its port on this host is closed.',
    (host) => useTunnel(host),
    stopped,
  ),
  state(
    'layout-permission-by-address',
    'healthy',
    'The relay offers TLS and a login, and knows the host by its address; the host has no login.',
    async (host) => {
      host.relay({ needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
      await nameRelay(host, '[198.51.100.25]');
    },
    arrives,
  ),
  state(
    'layout-permission-withdrawn',
    'relay',
    'The same layout after the relay forgot the address.',
    async (host) => {
      host.relay({ needLogin: false, rcpt: '554 5.7.1 <user@partner.test>: Relay access denied' });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
      await nameRelay(host, '[198.51.100.25]');
    },
    stopped,
  ),
  state(
    'layout-own-certificate',
    'healthy',
    'The relay knows the host by the certificate that it shows; there is no login.',
    async (host) => {
      host.relay({ takesCertificate: true });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
      await useOwnCertificate(host);
    },
    arrives,
  ),
  state(
    'layout-own-certificate-not-shown',
    ['authentication', 'starttls', 'configuration'],
    'The relay still wants that certificate, and sendmail.cf names none.',
    async (host) => {
      host.relay({ takesCertificate: true });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
    },
    stopped,
  ),
  state(
    'layout-smart-host-list-535',
    'authentication',
    'Two smart hosts, and the login is refused by both.',
    async (host) => {
      host.names({ records: { 'b.relay.test': ['198.51.100.27'] } });
      await setLogin(host, entry('AuthInfo:', `"U:x" "I:x" "P:${oldPassword}" "M:PLAIN LOGIN"`));
      await nameRelay(host, 'relay:[smtp.relay.test]:[b.relay.test]');
    },
    stopped,
  ),
  state(
    'layout-smart-host-list-first-dead',
    'degraded',
    'Of two smart hosts the first does not answer, the second takes the mail.',
    async (host) => {
      host.names({ records: { 'dead.relay.test': ['198.51.100.26'] } });
      await setLogin(host, entry('AuthInfo:'));
      await nameRelay(host, 'relay:[dead.relay.test]:[smtp.relay.test]');
    },
    arrives,
  ),
  state(
    'layout-short-name-full-key',
    well,
    'The smart host is a short name in a search domain, the login stands under the full name.',
    async (host) => {
      host.names({ records: { 'mailhub.corp.test': ['198.51.100.25'] } });
      host.write('etc/resolv.conf', 'search corp.test\nnameserver 10.90.0.2\noptions timeout:1 attempts:2\n');
      await setLogin(host, entry('AuthInfo:mailhub.corp.test'));
      await nameRelay(host, 'mailhub');
    },
    arrives,
  ),
  state(
    'layout-ipv6-beside-ipv4',
    well,
    'The relay has an IPv6 address as well, and this host no IPv6.',
    async (host) => host.names({ records: { 'smtp.relay.test': ['2001:db8::25', '198.51.100.25'] } }),
    arrives,
  ),
  state('layout-ipv6-only', well, 'The relay has an IPv6 address only, and mail gets there.', async (host) => {
    await openIpv6(host);
    host.names({ records: { 'smtp.relay.test': ['2001:db8:1::25'] } });
  }),
  state(
    'layout-ipv6-only-without-ipv6',
    ['dns', 'connectivity'],
    'The relay has an IPv6 address only, and this host no IPv6.',
    async (host) => host.names({ records: { 'smtp.relay.test': ['2001:db8:1::25'] } }),
    stopped,
  ),
  state(
    'layout-names-slow',
    'healthy',
    'The name server takes a second and a half for every answer.',
    async (host) => {
      host.write('etc/resolv.conf', 'nameserver 10.90.0.2\n');
      await setOption(host, 'Timeout.resolver.retrans', '5s');
      await setOption(host, 'Timeout.resolver.retry', '4');
      host.names({ after: 1.5 });
      await host.send();
      await host.settle(20);
    },
    { mail: 'none', ...arrives },
  ),
  state(
    'layout-inside-without-names',
    well,
    'No DNS at all: the relay stands in /etc/hosts and in [brackets].',
    async (host) => {
      await openRelay(host);
      host.write('etc/hosts', `${host.read('etc/hosts')}198.51.100.25\tsmtp.relay.test mailhub\n`);
      host.write('etc/netsvc.conf', 'hosts=local\n');
      await host.must('rm /etc/resolv.conf');
      host.edit('etc/nsswitch.conf', 'files dns', 'files');
      await nameRelay(host, '[smtp.relay.test]');
    },
    {},
  ),
  state(
    'layout-try-tls-no',
    well,
    'TLS with the relay is broken, and the access map says Try_TLS NO; the relay takes mail without.',
    async (host) => {
      host.relay({ starttls: 'garbage', needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
      await host.send();
      await setAccess(host, 'Try_TLS:smtp.relay.test\tNO\n');
      await host.restart();
    },
    arrives,
  ),
  state(
    'layout-try-tls-no-554',
    'relay',
    'The same, and the relay refuses every recipient.',
    async (host) => {
      host.relay({ starttls: 'garbage', needLogin: false, rcpt: '554 5.7.1 <user@partner.test>: Relay access denied' });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
      await setAccess(host, 'Try_TLS:smtp.relay.test\tNO\n');
    },
    stopped,
  ),
  state(
    'layout-tls-refused-taken-in-clear',
    well,
    'The relay offers STARTTLS, answers 454, and takes the mail in clear: Sendmail goes on without.',
    async (host) => {
      host.relay({ starttls: '454 4.7.0 TLS not available due to local problem', needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db');
    },
    arrives,
  ),
  state(
    'layout-build-without-tls',
    well,
    'A Sendmail without STARTTLS; the relay offers it, broken, and takes mail in clear.',
    async (host) => {
      host.relay({ starttls: 'garbage', needLogin: false });
      await host.must('rm /etc/mail/authinfo /etc/mail/authinfo.db; ln -sf /usr/sbin/sendmail_plain /usr/lib/sendmail');
      await changeCf(host, /^Stry_tls$/mu, 'Stry_tls\nR$*\t\t$#error $@ 5.7.1 $: "550 not built in"');
    },
    arrives,
  ),
];
