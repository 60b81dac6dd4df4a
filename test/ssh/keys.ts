import ssh2 from 'ssh2';

export interface TestKey {
  readonly private: string;
  /** `type base64`, as known_hosts and authorized_keys hold it. */
  readonly line: string;
  readonly type: string;
  readonly wire: Buffer;
}

/** About one in 300 ed25519 keys that ssh2 1.17 makes can be read by nobody: its two halves differ. */
const isUsable = (pair: { readonly private: string; readonly public: string }): boolean => {
  const [mine, theirs] = [ssh2.utils.parseKey(pair.private), ssh2.utils.parseKey(pair.public)];
  return !(mine instanceof Error) && !(theirs instanceof Error) && mine.getPublicSSH().equals(theirs.getPublicSSH());
};

const make = (kind: 'ed25519' | 'rsa' | 'ecdsa'): TestKey => {
  const pair =
    kind === 'ed25519'
      ? ssh2.utils.generateKeyPairSync('ed25519')
      : ssh2.utils.generateKeyPairSync(kind as 'rsa', { bits: kind === 'rsa' ? 2048 : 256 });
  if (!isUsable(pair)) return make(kind);
  const [type = '', base64 = ''] = pair.public.split(' ');
  return { private: pair.private, line: `${type} ${base64}`, type, wire: Buffer.from(base64, 'base64') };
};

/** Made once a process: making RSA keys is slow. */
export const ed25519 = make('ed25519');
export const otherEd25519 = make('ed25519');
export const rsa = make('rsa');
export const ecdsa = make('ecdsa');
export const userKey = make('ed25519');
export const makeKey = make;
