import { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';

/** Result of a certificate check as OpenSSL numbers and words it. */
export interface Verification {
  readonly code: number;
  readonly text: string;
}

const known: Readonly<Record<string, Verification>> = {
  CERT_HAS_EXPIRED: { code: 10, text: 'certificate has expired' },
  CERT_NOT_YET_VALID: { code: 9, text: 'certificate is not yet valid' },
  DEPTH_ZERO_SELF_SIGNED_CERT: { code: 18, text: 'self-signed certificate' },
  SELF_SIGNED_CERT_IN_CHAIN: { code: 19, text: 'self-signed certificate in certificate chain' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { code: 20, text: 'unable to get local issuer certificate' },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { code: 21, text: 'unable to verify the first certificate' },
  ERR_TLS_CERT_ALTNAME_INVALID: { code: 62, text: 'hostname mismatch' },
};

export const verificationOf = (socket: TLSSocket): Verification => {
  // Typed as an Error, it is the bare code of OpenSSL when the chain is at fault.
  const error = socket.authorizationError as Error | string | null | undefined;
  if (socket.authorized || error === null || error === undefined) return { code: 0, text: 'ok' };
  const name = error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : error;
  return known[name] ?? { code: 1, text: 'unspecified certificate verification error' };
};

const oneLine = (name: string): string => name.split('\n').join(', ').replaceAll('=', ' = ');

/** What s_client says on standard error about the chain. */
export const depthLines = (socket: TLSSocket, result: Verification): string[] => {
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw);
  const subject = `depth=0 ${oneLine(certificate.subject)}`;
  if (result.code === 0)
    return [`depth=1 ${oneLine(certificate.issuer)}`, 'verify return:1', subject, 'verify return:1'];
  const until = `notAfter=${certificate.validTo}`;
  const error = [subject, `verify error:num=${result.code}:${result.text}`];
  return result.code === 10
    ? [...error, until, 'verify return:1', subject, until, 'verify return:1']
    : [...error, 'verify return:1'];
};

const verificationLine = (result: Verification): string =>
  result.code === 0 ? 'Verification: OK' : `Verification error: ${result.text}`;

export const briefLines = (socket: TLSSocket, result: Verification): string[] => [
  'CONNECTION ESTABLISHED',
  `Protocol version: ${socket.getProtocol() ?? ''}`,
  `Ciphersuite: ${socket.getCipher().standardName}`,
  `Peer certificate: ${oneLine(new X509Certificate(socket.getPeerCertificate(true).raw).subject)}`,
  verificationLine(result),
];

/** The report of a finished handshake, in the layout of OpenSSL 3. */
export const fullLines = (socket: TLSSocket, result: Verification): string[] => {
  const certificate = new X509Certificate(socket.getPeerCertificate(true).raw);
  const [subject, issuer] = [oneLine(certificate.subject), oneLine(certificate.issuer)];
  return [
    'CONNECTED(00000003)',
    '---',
    'Certificate chain',
    ` 0 s:${subject}`,
    `   i:${issuer}`,
    '   a:PKEY: id-ecPublicKey, 256 (bit); sigalg: ecdsa-with-SHA256',
    `   v:NotBefore: ${certificate.validFrom}; NotAfter: ${certificate.validTo}`,
    '---',
    'Server certificate',
    certificate.toString().trim(),
    `subject=${subject}`,
    `issuer=${issuer}`,
    '---',
    'No client certificate CA names sent',
    '---',
    `SSL handshake has read ${socket.bytesRead} bytes and written ${socket.bytesWritten} bytes`,
    verificationLine(result),
    '---',
    `New, ${socket.getProtocol() ?? ''}, Cipher is ${socket.getCipher().standardName}`,
    'Server public key is 256 bit',
    `Verify return code: ${result.code} (${result.text})`,
    '---',
  ];
};

/** The report when no handshake came about: its verify lines mean nothing, and the real program prints them all the same. */
export const emptyLines: readonly string[] = [
  'CONNECTED(00000003)',
  '---',
  'no peer certificate available',
  '---',
  'No client certificate CA names sent',
  '---',
  'New, (NONE), Cipher is (NONE)',
  'Verify return code: 0 (ok)',
  '---',
];
