/** One line of a known_hosts file. */
export interface KnownHost {
  /** `@revoked` lines name keys that must never be accepted again. */
  readonly marker: 'none' | 'revoked' | 'cert-authority';
  /** The host column as written: patterns with commas, or one hashed name. */
  readonly hosts: string;
  /** Key type, as the key itself says. */
  readonly type: string;
  /** The public key as it goes over the wire. */
  readonly key: Buffer;
}

export interface KnownHostsFile {
  readonly entries: readonly KnownHost[];
  /** Lines that could not be read: number (from 1) and what is wrong. */
  readonly problems: ReadonlyArray<{ readonly line: number; readonly problem: string }>;
}

const typeInside = (key: Buffer): string | undefined => {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return key.length > 4 + length ? key.toString('latin1', 4, 4 + length) : undefined;
};

const parseLine = (text: string): KnownHost | string => {
  const words = text.split(/[ \t]+/);
  let marker: KnownHost['marker'] = 'none';
  if (words[0]?.startsWith('@')) {
    const word = words.shift();
    if (word === '@revoked') marker = 'revoked';
    else if (word === '@cert-authority') marker = 'cert-authority';
    else return `unknown marker ${word}; expected @revoked or @cert-authority`;
  }
  const [hosts, type, base64] = words;
  if (!hosts || !type || !base64) return 'expected: host names, key type, key';
  if (/^\d+$/.test(type)) return 'a key of SSH protocol 1, which is not supported';
  if (hosts.startsWith('|') && !/^\|1\|[A-Za-z0-9+/]+=*\|[A-Za-z0-9+/]+=*$/.test(hosts)) {
    return 'a hashed name that cannot be read; expected |1|salt|hash';
  }
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return 'the key is not base64';
  const key = Buffer.from(base64, 'base64');
  if (typeInside(key) !== type) return `the key is cut off or is no ${type} key`;
  return { marker, hosts, type, key };
};

/** Reads known_hosts strictly: a line that is not understood is a problem, never a guess. */
export const parseKnownHosts = (text: string): KnownHostsFile => {
  const entries: KnownHost[] = [];
  const problems: Array<{ line: number; problem: string }> = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const parsed = parseLine(line);
    if (typeof parsed === 'string') problems.push({ line: index + 1, problem: parsed });
    else entries.push(parsed);
  }
  return { entries, problems };
};
