import type { Fault } from '../../fault.ts';
import { buildCf } from '../mail-files.ts';
import { relayState, setOption, state } from '../state.ts';

const stopped = { arrives: false } as const;
const well = ['healthy', 'degraded'] as const;

/** Relays that take some mail and not other, and routes past the smart host. */
export const relayWays: readonly Fault[] = [
  state(
    'recipients-limited',
    [...well, 'queue', 'relay'],
    'The relay takes one recipient a message and puts the others off.',
    async (host) => {
      host.relay({ recipients: 1 });
      await host.send({ to: 'one@partner.test two@partner.test three@partner.test' });
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'messages-limited',
    [...well, 'queue', 'relay'],
    'The relay ends a session after one message; the queue run brings the rest later.',
    async (host) => {
      host.relay({ greeting: 'close' });
      await host.send({ count: 4 });
      host.relay({ perSession: 1 });
      await host.sh('/usr/lib/sendmail -q');
      await host.settle();
    },
    { mail: 'none', arrives: true },
  ),
  relayState(
    'sender-of-check-refused',
    well,
    "The relay knows the programs' sender only, not root@, which the check uses.",
    { refuses: { sender: '<root@', reply: '553 5.7.1 Sender address rejected: not owned by user' } },
    { arrives: true },
  ),
  relayState(
    'sender-of-check-refused-for-now',
    well,
    'The same, with an answer that is not for good.',
    { refuses: { sender: '<root@', reply: '451 4.7.1 Sender not known yet, try later' } },
    { arrives: true },
  ),
  relayState(
    'sender-of-programs-refused',
    'relay',
    'The relay takes root@ and refuses the programs.',
    { refuses: { sender: '<app@', reply: '553 5.7.1 Sender address rejected: not owned by user' } },
    stopped,
  ),
  state(
    'outside-recipients-refused',
    ['relay', 'degraded'],
    'Mail inside goes out, mail for the world is refused.',
    async (host) => {
      host.relay({
        refuses: {
          recipient: 'partner\\.test',
          reply: '550 5.7.1 External recipients are not allowed for this account',
        },
      });
      await host.send({ to: 'desk@relay.test' });
      await host.send();
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'name-of-host-refused',
    ['relay', 'configuration'],
    'Dj gives a name that the relay refuses; the check says another.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^Dj.*$|^#Dj.*$/mu, 'Djlocalhost.localdomain');
      host.relay({ refuses: { hello: 'localhost', reply: '550 5.7.1 Helo command rejected: invalid name' } });
      await host.restart();
    },
    stopped,
  ),
  state(
    'other-route-for-one-domain',
    ['degraded', 'connectivity', 'configuration', 'queue'],
    'mailertable sends one domain to a machine that is gone; all other mail goes out.',
    async (host) => {
      host.write('etc/mail/mailertable', 'partner.test\trelay:[198.51.100.26]\n');
      await host.must('makemap hash /etc/mail/mailertable < /etc/mail/mailertable');
      await buildCf(host, (source) =>
        source.replace(/^MAILER\(`local'/mu, "FEATURE(`mailertable', `hash -o /etc/mail/mailertable.db')dnl\n$&"),
      );
      await host.send({ to: 'desk@relay.test', count: 1 });
      await host.send();
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'fallback-works',
    well,
    'The smart host is gone, FallbackMXhost takes the mail.',
    async (host) => {
      host.edit('etc/mail/sendmail.cf', /^DSsmtp\.relay\.test$/mu, 'DS[198.51.100.26]');
      host.relay({ needLogin: false });
      await setOption(host, 'FallbackMXhost', '[198.51.100.27]');
      await host.send();
      await host.settle(20);
    },
    { mail: 'none', arrives: true },
  ),
  state(
    'map-of-senders-missing',
    well,
    'genericstable has no database: Sendmail can not rewrite senders.',
    async (host) => {
      host.write('etc/mail/genericstable', 'app app@corp.test\n');
      await buildCf(host, (source) =>
        source.replace(
          /^MAILER\(`local'/mu,
          "FEATURE(`genericstable', `hash /etc/mail/genericstable')dnl\nGENERICS_DOMAIN(`corp.test')dnl\n$&",
        ),
      );
    },
    { arrives: true },
  ),
  state(
    'map-of-routes-garbage',
    ['configuration', 'queue'],
    'The database of mailertable is no database.',
    async (host) => {
      host.write('etc/mail/mailertable', 'other.test\trelay:[198.51.100.26]\n');
      host.write('etc/mail/mailertable.db', 'garbage\n');
      await buildCf(host, (source) =>
        source.replace(/^MAILER\(`local'/mu, "FEATURE(`mailertable', `hash /etc/mail/mailertable')dnl\n$&"),
      );
    },
    stopped,
  ),
  relayState(
    'both-slow-and-554',
    'relay',
    'A slow relay that refuses each message.',
    { slow: { each: 1 }, message: '554 5.7.1 Message refused by policy' },
    stopped,
  ),
];
