import type { Fault } from '../../fault.ts';
import { demandCertificate } from '../actions.ts';
import { useOwnCertificate } from '../healthy/layout.ts';
import { setAccess } from '../mail-files.ts';
import { names, relayState, setOption, state } from '../state.ts';

const well = ['healthy', 'degraded'] as const;
const stopped = { arrives: false } as const;
const here = ['starttls', 'configuration'] as const;

/** What sendmail.cf and the access map say about TLS, and relays that are particular about it. */
export const tlsSettings: readonly Fault[] = [
  state(
    'own-key-open-to-all',
    here,
    'The relay wants a certificate of the host, whose key everybody can read: Sendmail does not use it.',
    async (host) => {
      await useOwnCertificate(host, '644');
      host.relay({ wantsCertificate: true });
    },
    stopped,
  ),
  state('own-key-open-unwanted', [...well, ...here], 'The same key, and a relay that wants no certificate.', (host) =>
    useOwnCertificate(host, '644'),
  ),
  state(
    'crl-missing',
    well,
    'CRLFile names a file that is not there: this Sendmail goes on without it.',
    (host) => setOption(host, 'CRLFile', '/etc/mail/certs/crl.pem'),
    { arrives: true },
  ),
  state(
    'ciphers-misspelt',
    well,
    'CipherList holds no cipher that OpenSSL knows: with TLS 1.3 it does not matter.',
    (host) => setOption(host, 'CipherList', 'NONSENSE'),
    { arrives: true },
  ),
  state('ca-file-garbage', [...well, ...here], 'CACertFile holds no certificate.', async (host) =>
    host.write('etc/mail/certs/ca.pem', 'not a certificate\n'),
  ),
  state('ca-file-open-to-all', [...well, ...here], 'Everybody may write to CACertFile.', (host) =>
    host.must('chmod 666 /etc/mail/certs/ca.pem'),
  ),
  state(
    'demand-of-clients-only',
    well,
    'TLS_Clt in the access map is about those who connect here.',
    async (host) => {
      await setAccess(host, 'TLS_Clt:\tVERIFY\n');
      host.relay({ certificate: 'self-signed' });
    },
    { arrives: true },
  ),
  state(
    'demand-by-recipient',
    'starttls',
    'TLS_Rcpt demands a verified relay for one domain; the certificate is self-signed.',
    async (host) => {
      await setAccess(host, 'TLS_Rcpt:partner.test\tVERIFY\n');
      host.relay({ certificate: 'self-signed' });
    },
    stopped,
  ),
  state(
    'demand-for-other-relay',
    well,
    'A verified certificate is demanded of another relay.',
    async (host) => {
      await setAccess(host, 'TLS_Srv:other.relay.test\tVERIFY:112\n');
      host.relay({ certificate: 'self-signed' });
    },
    { arrives: true },
  ),
  state(
    'demand-of-parent-domain',
    'starttls',
    'The demand stands under the domain above.',
    async (host) => {
      await setAccess(host, 'TLS_Srv:relay.test\tVERIFY:112\n');
      host.relay({ certificate: 'expired' });
    },
    stopped,
  ),
  relayState(
    'certificate-not-yet-valid',
    well,
    'The clocks differ: the certificate is not valid yet, and nobody demands it.',
    { certificate: 'not-yet' },
    { arrives: true },
  ),
  state(
    'certificate-not-yet-valid-demanded',
    'starttls',
    'The same where a verified one is demanded.',
    async (host) => {
      await demandCertificate(host);
      host.relay({ certificate: 'not-yet' });
    },
    { ...stopped, check: names('TLS_CERT_NOT_YET_VALID', 'TLS_VERIFICATION_DEMANDED') },
  ),
  relayState('wants-server-name', [...well, 'starttls'], 'The relay takes no handshake without its name (SNI).', {
    wantsName: true,
  }),
  relayState(
    'tls-too-old-at-mail',
    'starttls',
    'TLS is up, and the relay says at MAIL that its version is too old.',
    { mail: '421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2.' },
    stopped,
  ),
  relayState(
    'starttls-501',
    'starttls',
    'STARTTLS is offered and answered with 501.',
    { starttls: '501 5.5.4 Syntax error' },
    stopped,
  ),
  relayState(
    'both-not-yet-valid-and-554',
    'relay',
    'A certificate of the future does not matter, the refusal does.',
    { certificate: 'not-yet', message: '554 5.7.1 Sending disabled for this account' },
    stopped,
  ),
];
