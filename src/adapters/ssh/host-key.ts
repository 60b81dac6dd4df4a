import { createHash } from 'node:crypto';
import { AccessError } from '../../application/ports/remote-shell.ts';
import type { Host } from '../../domain/host/host.ts';
import type { KeyVerdict, KnownKeys } from './known-keys.ts';

/** The key a host showed. */
export interface HostKey {
  readonly type: string;
  /** As ssh-keygen -l prints it: `SHA256:...`. */
  readonly fingerprint: string;
}

const fingerprintOf = (key: Buffer): string =>
  `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;

export const readHostKey = (key: Buffer): HostKey => ({
  type: key.toString('latin1', 4, 4 + Math.min(key.readUInt32BE(0), 64)),
  fingerprint: fingerprintOf(key),
});

const scanType = (type: string): string => type.replace(/^ssh-(ed25519|rsa)$/, '$1').replace(/^ecdsa-.*/, 'ecdsa');

/** How to add the key: a scan where the host can be reached directly, the whole line where it cannot. */
const adviceFor = (host: Host, known: KnownKeys, key: Buffer, file: string, first = ''): string => {
  const { type } = readHostKey(key);
  const how = host.jump
    ? `add this line to ${file}: ${known.name} ${type} ${key.toString('base64')}`
    : `ssh-keyscan${host.port === 22 ? '' : ` -p ${host.port}`} -t ${scanType(type)} ${host.address} >> ${file}`;
  return `Compare the fingerprint on the host itself (ssh-keygen -lf on its /etc/ssh/ssh_host_*_key.pub); only if it is the same: ${first}${how}`;
};

/** Why a host key is refused, with everything somebody needs to put it right. */
export const refuseHostKey = (
  verdict: Exclude<KeyVerdict, 'known'>,
  host: Host,
  known: KnownKeys,
  key: Buffer,
  file: string,
): AccessError => {
  const { type, fingerprint } = readHostKey(key);
  const shown = `${type} ${fingerprint}`;
  const make = (code: string, message: string): AccessError => new AccessError(code, message, { temporary: false });
  if (verdict === 'revoked') {
    return make(
      'SSH_HOST_KEY_REVOKED',
      `${host.name} (${known.name}) shows the key ${shown}, which ${file} marks as @revoked.`,
    );
  }
  if (verdict === 'changed') {
    const before = known.accepted.map((entry) => `${entry.type} ${fingerprintOf(entry.key)}`).join(', ');
    return make(
      'SSH_HOST_KEY_CHANGED',
      `${host.name} (${known.name}) shows the key ${shown}; ${file} knows ${before}. Either the host was set up anew, or ` +
        `something else answers in its place. ${adviceFor(host, known, key, file, `ssh-keygen -R '${known.name}' -f ${file}; then `)}`,
    );
  }
  const authority = known.onlyAuthority ? ' It has a @cert-authority line; host certificates are not supported.' : '';
  return make(
    'SSH_HOST_KEY_UNKNOWN',
    `${host.name} (${known.name}) shows the key ${shown}, which is not in ${file}.${authority} ${adviceFor(host, known, key, file)}`,
  );
};
