import { cleanAll } from '../../text/clean-lines.ts';

/** What `openssl s_client` (0.9.8 to 3.x) shows, stdout and stderr mixed in any order; `gnutls-cli` is read the same way. */
export interface SClient {
  readonly connected: boolean;
  /** The error of the connection itself: text, or `errno N` where no text came. */
  readonly connectError: string | null;
  readonly starttls: 'offered' | 'not-offered' | 'unknown';
  /** Null: no handshake took place, whatever the verify lines say. */
  readonly handshake: { readonly protocol: string; readonly cipher: string } | null;
  /** Verify codes other than 0, each once, in the order seen. */
  readonly verify: readonly { readonly code: number; readonly text: string }[];
  readonly certificate: { readonly subject: string; readonly issuer: string; readonly notAfter: string | null } | null;
  /** Reason of the handshake's failure: `wrong version number`, `unexpected eof while reading`, `write:errno=104`. */
  readonly error: string | null;
  /** The handshake was never finished but the chain was checked without error and the output ends there. */
  readonly chainVerified: boolean;
  /** Bytes read in the handshake phase; 0 after a connection that was closed at once. */
  readonly bytesRead: number | null;
}

const stack = /[0-9A-F]{6,}:error:[0-9A-F]{6,8}:([^:]*):([^:]*):([^:]*)(?::|$)/i;
const notOffered = /did(?:n't|n.t| not) f(?:ou|i)nd starttls in server response/i;

const readStack = (line: string): { readonly library: string; readonly reason: string } | undefined => {
  const match = stack.exec(line);
  return match ? { library: match[1] ?? '', reason: (match[3] ?? '').trim() } : undefined;
};

/** Why GnuTLS does not trust a certificate, with the code that OpenSSL has for it. */
const distrust: readonly (readonly [RegExp, number])[] = [
  [/expired/i, 10],
  [/not yet (?:activated|valid)/i, 9],
  [/does not match|name in the certificate/i, 62],
];
const distrustCode = (text: string): number => distrust.find(([sign]) => sign.test(text))?.[1] ?? 20;

/** Error stacks that a mail program or a page wrapped (`SSL \nroutines:...`) are put together again. */
const unwrap = (lines: readonly string[]): readonly string[] =>
  lines.reduce<string[]>((joined, line) => {
    const last = joined.at(-1);
    if (
      last !== undefined &&
      /:error:[0-9A-F]{6,8}:\S*(?: \S*)?\s*$/i.test(last) &&
      (last.match(/:/g) ?? []).length < 5
    )
      joined[joined.length - 1] = `${last.trimEnd()} ${line.trim()}`;
    else joined.push(line);
    return joined;
  }, []);

export const parseSClient = (lines: readonly string[]): SClient => {
  let connected = false;
  let connectError: string | null = null;
  let starttls: SClient['starttls'] = 'unknown';
  let protocol = '';
  let cipher = '';
  let error: string | null = null;
  let subject = '';
  let issuer = '';
  let notAfter: string | null = null;
  let good = 0;
  let depth = 0;
  let noPeer = false;
  let none = false;
  let bytesRead: number | null = null;
  const verify = new Map<number, string>();
  const note = (code: number, text: string): void => {
    if (code !== 0 && !verify.has(code)) verify.set(code, text.trim());
  };
  for (const raw of unwrap(cleanAll(lines))) {
    const line = raw.trim();
    if (line === '' || line.length > 2000) continue;
    const told = /^#?- (Status|Description): (.*)$/i.exec(line);
    if (told) {
      const [, heading = '', words = ''] = told;
      if (/^status/i.test(heading)) {
        if (/NOT trusted/.test(words)) note(distrustCode(words), words);
      } else [protocol, cipher] = [/^\(([A-Z]+[\d.]+)/.exec(words)?.[1] ?? protocol, words];
    } else if (line.startsWith('*** Fatal error: ')) error ??= line.slice(17);
    else if (/^CONNECTED\(|^CONNECTION ESTABLISHED/.test(line)) connected = true;
    else if (notOffered.test(line)) starttls = 'not-offered';
    else if (/^depth=\d/.test(line)) depth++;
    else if (line.startsWith('verify return:1')) good++;
    else if (line.includes('verify error:num=')) {
      const match = /verify error:num=(\d{1,3}):(.*)$/.exec(line);
      if (match) note(Number(match[1]), match[2] ?? '');
    } else if (line.startsWith('Verify return code:')) {
      const match = /code: (\d{1,3})(?: \((.*)\))?/.exec(line);
      if (match) note(Number(match[1]), match[2] ?? '');
    } else if (line.startsWith('no peer certificate')) noPeer = true;
    else if (/^(?:New|Reused), /.test(line)) {
      const match = /^(?:New|Reused), ([^,]+), Cipher is (\S+)/.exec(line);
      if (match?.[2] === '(NONE)') none = true;
      else if (match) [protocol, cipher] = [match[1] ?? '', match[2] ?? ''];
    } else if (line.startsWith('Protocol version:')) protocol = line.slice(17).trim();
    else if (line.startsWith('Ciphersuite:')) cipher = line.slice(12).trim();
    else if (/^Protocol\s*: /.test(line))
      protocol = protocol === '' || protocol.includes('/') ? line.slice(line.indexOf(':') + 1).trim() : protocol;
    else if (/^Cipher\s*: /.test(line)) {
      const name = line.slice(line.indexOf(':') + 1).trim();
      if (/^0*$|NONE/.test(name)) none = none || cipher === '';
      else cipher ||= name;
    } else if (line.startsWith('subject=')) subject = line.slice(8).trim();
    else if (line.startsWith('issuer=')) issuer = line.slice(7).trim();
    else if (line.startsWith('notAfter=')) notAfter = line.slice(9).trim();
    else if (line.startsWith('Peer certificate:')) subject ||= line.slice(17).trim();
    else if (line.startsWith('SSL handshake has read')) bytesRead = Number(/read (\d{1,12})/.exec(line)?.[1] ?? 0);
    else if (line.includes(':error:')) {
      const found = readStack(line);
      if (found && /^(?:system library|BIO routines)$/.test(found.library)) {
        const name = /BIO_lookup_ex|BIO_get_host_ip/.test(line)
          ? line.slice(line.search(/BIO_(?:lookup|get)/))
          : found.reason;
        if (connectError === null || connectError === 'connect error') connectError = name;
      } else if (found) error ??= found.reason;
    } else if (
      /^(?:connect|socket|gethostbyname|getaddrinfo|getservbyname)\b.{0,3}[:=]/.test(line) &&
      !line.startsWith('connect:errno=')
    )
      connectError ??= line;
    else if (line.startsWith('connect:errno=')) {
      connectError = connectError === null || connectError === 'connect error' ? line : connectError;
    } else if (/^(?:write|read):errno=\d+/.test(line)) error ??= line;
    else if (/^250[- ]STARTTLS\b/i.test(line)) starttls = 'offered';
  }
  const shaken = cipher !== '' && !noPeer && !(none && protocol === '');
  return {
    connected: connected || shaken || depth > 0 || noPeer || none,
    connectError: connected ? null : connectError,
    starttls: starttls === 'unknown' && shaken ? 'offered' : starttls,
    handshake: shaken ? { protocol: protocol || 'unknown', cipher } : null,
    verify: [...verify].map(([code, text]) => ({ code, text })),
    certificate: subject === '' && issuer === '' ? null : { subject, issuer, notAfter },
    error,
    chainVerified: depth > 0 && good >= depth && verify.size === 0,
    bytesRead,
  };
};
