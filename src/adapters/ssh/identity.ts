import { readFile, stat } from 'node:fs/promises';
import { AccessError } from '../../application/ports/remote-shell.ts';
import { expandHome } from './known-hosts-files.ts';
import { type ParsedKey, parseKey } from './ssh2.ts';

/** Tried in this order when a host names no identity file. */
const usualFiles = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa'];

/** Keys that can be used for a login, and why others cannot. */
export interface Identities {
  readonly keys: readonly ParsedKey[];
  /** Public halves of keys that could not be opened here but may be in the agent. */
  readonly publicKeys: readonly Buffer[];
  readonly problems: readonly AccessError[];
}

export type ReadIdentities = (configured: string | undefined) => Promise<Identities>;

const unusable = (path: string, why: string, cause?: unknown): AccessError =>
  new AccessError('SSH_KEY_UNUSABLE', `The identity file ${path} ${why}.`, {
    temporary: false,
    ...(cause === undefined ? {} : { cause }),
  });

/** ssh2's own words for the ways a key can fail; none of them holds key material. */
const explainKey = (message: string, passphraseGiven: boolean): string => {
  if (/no passphrase given|Encrypted private/i.test(message)) {
    return 'is encrypted and no passphrase is known (STUCKMAIL_KEY_PASSPHRASE, or an agent)';
  }
  if (passphraseGiven && /integrity check|bad passphrase|bad decrypt|decrypt|authenticate data/i.test(message)) {
    return 'cannot be opened with the passphrase given';
  }
  return 'is no private key that can be read; expected OpenSSH, PEM or PuTTY format (ed25519, ECDSA or RSA)';
};

/** Opened keys are kept until their file changes: opening an encrypted one holds up everything for some 0.1 s or more. */
export const makeIdentityReader = (passphrase: (path: string) => string | undefined): ReadIdentities => {
  const kept = new Map<string, { stamp: string; key: Promise<ParsedKey> }>();

  const read = async (path: string): Promise<ParsedKey> => {
    const secret = passphrase(path);
    const parsed = parseKey(await readFile(expandHome(path)), secret);
    if (parsed instanceof Error) throw unusable(path, explainKey(parsed.message, secret !== undefined));
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    if (!key?.isPrivateKey()) throw unusable(path, 'holds a public key; the private key is needed');
    return key;
  };

  const open = async (path: string): Promise<ParsedKey> => {
    const { mtimeMs, size, ino } = await stat(expandHome(path));
    const stamp = `${mtimeMs}/${size}/${ino}`;
    const before = kept.get(path);
    if (before?.stamp === stamp) return before.key;
    const key = read(path);
    kept.set(path, { stamp, key });
    key.catch(() => kept.delete(path));
    return key;
  };

  const readPublic = async (path: string): Promise<Buffer | undefined> => {
    try {
      const parsed = parseKey(await readFile(`${expandHome(path)}.pub`));
      return parsed instanceof Error ? undefined : (Array.isArray(parsed) ? parsed[0] : parsed)?.getPublicSSH();
    } catch {
      return undefined; // Only a hint which key of the agent to try first; its absence is no failure.
    }
  };

  return async (configured) => {
    const keys: ParsedKey[] = [];
    const publicKeys: Buffer[] = [];
    const problems: AccessError[] = [];
    for (const path of configured === undefined ? usualFiles : [configured]) {
      try {
        keys.push(await open(path));
      } catch (error) {
        const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        if (missing && configured === undefined) continue;
        const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
        problems.push(
          error instanceof AccessError
            ? error
            : unusable(path, missing ? 'does not exist' : `cannot be read (${code})`, error),
        );
        const publicKey = await readPublic(path);
        if (publicKey) publicKeys.push(publicKey);
      }
    }
    return { keys, publicKeys, problems };
  };
};
