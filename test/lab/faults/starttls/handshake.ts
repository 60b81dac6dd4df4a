import type { Fault } from '../../fault.ts';
import type { RelayMode } from '../../relay-mode.ts';
import { demandCertificate } from '../actions.ts';

const withRelay = (name: string, mode: RelayMode, codes: readonly string[], note: string): Fault => ({
  name,
  expected: 'starttls',
  codes,
  break: async (host) => host.relay(mode),
  note,
});

const oldProtocol = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' } as const;

/** The same certificate twice: where nobody demands a good one, mail flows; where the host demands it, mail stops. */
const withCertificate = (
  certificate: RelayMode['certificate'] & string,
  codes: readonly string[],
  note: string,
): readonly Fault[] => [
  {
    name: `certificate-${certificate}`,
    expected: ['healthy', 'degraded'],
    codes,
    break: async (host) => host.relay({ certificate }),
    note: `${note}; nobody demands better, mail flows.`,
  },
  {
    name: `certificate-${certificate}-demanded`,
    expected: 'starttls',
    codes: [...codes, 'TLS_VERIFICATION_DEMANDED'],
    break: async (host) => {
      await demandCertificate(host);
      if (certificate === 'other-name') {
        host.write('etc/mail/access', 'TLS_Srv:smtp.relay.test\tVERIFY:112+CN:smtp.relay.test\n');
        await host.must('makemap hash /etc/mail/access < /etc/mail/access');
      }
      host.relay({ certificate });
    },
    note: `${note}; the access map demands a verified one.`,
  },
];

export const starttlsFaults: readonly Fault[] = [
  withRelay(
    'starttls-absent',
    { starttls: 'absent' },
    ['STARTTLS_NOT_OFFERED'],
    'A box in between took STARTTLS out of the reply; the relay demands it.',
  ),
  withRelay(
    'starttls-454',
    { starttls: '454 TLS not available due to temporary reason' },
    ['STARTTLS_REFUSED_454'],
    'Offered, and refused with 454; Sendmail goes on in clear and is refused.',
  ),
  withRelay(
    'starttls-garbage',
    { starttls: 'garbage' },
    ['TLS_GARBAGE', 'TLS_HANDSHAKE_FAILED'],
    'Text came where the handshake should be.',
  ),
  withRelay('starttls-silent', { starttls: 'silent' }, ['TLS_NO_ANSWER'], 'The relay agrees and falls silent.'),
  withRelay('starttls-closed', { starttls: 'close' }, ['TLS_CONNECTION_CLOSED'], 'The relay agrees and closes.'),
  {
    name: 'starttls-old-protocol',
    expected: 'starttls',
    codes: ['TLS_PROTOCOL_VERSION'],
    break: async (host) => {
      host.write(
        'etc/ssl/openssl.cnf',
        'openssl_conf = all\n[all]\nssl_conf = ssl\n[ssl]\nsystem_default = limits\n[limits]\nMinProtocol = TLSv1.2\n',
      );
      host.relay({ tls: oldProtocol });
    },
    note: 'The relay speaks TLS 1.0 and nothing newer, this host nothing older than 1.2.',
  },
  withRelay(
    'starttls-old-signature',
    { tls: oldProtocol },
    ['TLS_PROTOCOL_VERSION', 'TLS_HANDSHAKE_FAILED'],
    'TLS 1.0 would do, its signatures do not.',
  ),
  withRelay(
    'starttls-no-common-cipher',
    { tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0' } },
    ['TLS_NO_COMMON_CIPHER', 'TLS_HANDSHAKE_FAILED'],
    'No cipher in common.',
  ),
  ...withCertificate('self-signed', ['TLS_CERT_SELF_SIGNED'], 'The certificate is self-signed'),
  ...withCertificate('expired', ['TLS_CERT_EXPIRED'], 'The certificate expired long ago'),
  ...withCertificate('other-ca', ['TLS_CERT_UNTRUSTED'], 'The certificate comes from a CA that the host does not know'),
  ...withCertificate('other-name', ['TLS_CERT_NAME_MISMATCH'], 'The certificate belongs to another name'),
];
