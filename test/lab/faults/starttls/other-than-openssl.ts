import type { Fault } from '../../fault.ts';
import { changeCf, relayFault, setAccess } from '../mail-files.ts';

/** TLS that openssl and Sendmail see differently. */
export const otherTlsFaults: readonly Fault[] = [
  relayFault(
    'tls13-only',
    { tls: { minVersion: 'TLSv1.3' } },
    ['healthy'],
    [],
    'The relay speaks TLS 1.3 only, as does this host.',
  ),
  {
    name: 'tls13-switched-off',
    expected: 'starttls',
    break: async (host) => {
      await changeCf(host, /^O AuthMechanisms/mu, 'O ClientSSLOptions=+SSL_OP_NO_TLSv1_3\n$&');
      host.relay({ tls: { minVersion: 'TLSv1.3' } });
    },
    note: 'sendmail.cf switches off what the relay demands; openssl itself gets through.',
  },
  {
    name: 'cipher-list',
    expected: 'starttls',
    break: async (host) => {
      await changeCf(host, /^O AuthMechanisms/mu, 'O CipherList=DHE-RSA-AES256-GCM-SHA384\n$&');
      host.relay({ tls: { maxVersion: 'TLSv1.2' } });
    },
    note: 'CipherList of sendmail.cf leaves nothing in common; openssl itself gets through.',
  },
  relayFault(
    'tls-wants-certificate',
    { wantsCertificate: true, tls: { maxVersion: 'TLSv1.2' } },
    'starttls',
    [],
    'The relay demands a certificate of this host.',
  ),
  relayFault(
    'tls13-wants-certificate',
    { wantsCertificate: true },
    'starttls',
    [],
    'The same with TLS 1.3, where it shows only after the handshake.',
  ),
  {
    name: 'tls-encr-demanded',
    expected: 'starttls',
    break: async (host) => {
      await setAccess(host, 'TLS_Srv:smtp.relay.test\tENCR:256\n');
      host.relay({ tls: { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' } });
    },
    note: 'The access map demands 256 bits, the relay has 128.',
  },
  {
    name: 'own-certificate-missing',
    expected: ['healthy', 'degraded', 'starttls', 'configuration'],
    break: async (host) =>
      changeCf(
        host,
        /^#?O ClientCertFile=?.*$/mu,
        'O ClientCertFile=/etc/mail/certs/gone.pem\nO ClientKeyFile=/etc/mail/certs/gone.key',
      ),
    note: 'The certificate that sendmail.cf names for itself is not there.',
  },
];
