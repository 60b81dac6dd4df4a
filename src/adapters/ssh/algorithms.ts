import type { KnownKeys } from './known-keys.ts';
import type { Algorithms, ServerHostKeyAlgorithm } from './ssh2.ts';

const usual: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/** Signatures a key can make: an RSA key is one key with three. */
const keyTypeOf = (algorithm: string): string => (algorithm.startsWith('rsa-sha2-') ? 'ssh-rsa' : algorithm);

/**
 * Algorithms offered to a host. Those of its known keys come first: the server shows the first key both sides have, and
 * a key of another type would make a well-known host look changed. The others stay, so that a replaced key is shown
 * and named instead of ending in "no common algorithm". SHA-1 exchanges, CBC and ssh-dss only where `legacy` says so.
 */
export const chooseAlgorithms = (known: KnownKeys, legacy: boolean): Algorithms => {
  const types = new Set([...known.accepted, ...known.portless].map((entry) => entry.type));
  const offered: readonly ServerHostKeyAlgorithm[] = legacy ? [...usual, 'ssh-dss'] : usual;
  const serverHostKey = [
    ...offered.filter((algorithm) => types.has(keyTypeOf(algorithm))),
    ...offered.filter((algorithm) => !types.has(keyTypeOf(algorithm))),
  ];
  if (!legacy) return { serverHostKey };
  return {
    serverHostKey,
    kex: {
      append: ['diffie-hellman-group-exchange-sha1', 'diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'],
      prepend: [],
      remove: [],
    },
    cipher: { append: ['aes256-cbc', 'aes192-cbc', 'aes128-cbc', '3des-cbc'], prepend: [], remove: [] },
    hmac: { append: ['hmac-md5', 'hmac-sha1-96'], prepend: [], remove: [] },
  };
};
