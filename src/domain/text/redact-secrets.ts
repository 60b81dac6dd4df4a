const removed = '[removed]';

const commandWords = /^(?:EHLO|HELO|MAIL|RCPT|DATA|QUIT|RSET|NOOP|STARTTLS|AUTH|VRFY|EXPN|HELP|\.)\b/i;
/** A line that holds nothing but a piece of base64, perhaps behind the mark of a transcript. */
const base64Line =
  /^([ \t]{0,40}(?:(?:>>>|<<<|C:|S:|->|<-|~>|<~)[ \t]{0,8})?)([A-Za-z0-9+/]{4,4000}={0,2})[ \t]{0,40}$/;
const marked = /^[ \t]{0,40}(?:>>>|C:|->|~>)/;

type Rule = readonly [needle: string, pattern: RegExp, replacement: string];

/** The needle is looked for before the expression is tried; lines without it cost nothing. All in small letters. */
const rules: readonly Rule[] = [
  ['p:', /(["'](?:P|p):)[^"']{0,500}(["']?)/g, `$1${removed}$2`],
  ['p=', /(["'](?:P|p)=)[^"']{0,500}(["']?)/g, `$1${removed}$2`],
  // Short names are taken out whole.
  ['u:', /(["'](?:U|I|u|i)[:=])([^"']{4})[^"']{4,500}(["']?)/g, `$1$2...$3`],
  ['u:', /(["'](?:U|I|u|i)[:=])(?![^"']{4}\.\.\.(?:["']|$))[^"']{1,7}(["']|$)/g, `$1...$2`],
  ['authid=', /\b(authid=)([^\s,]{4})[^\s,]{4,200}/g, `$1$2...`],
  ['authid=', /\b(authid=)(?![^\s,]{4}\.\.\.(?:[\s,]|$))[^\s,]{1,7}(?=[\s,]|$)/g, `$1...`],
  [
    'auth',
    /\b(AUTH[ \t]{1,8}(?:PLAIN|LOGIN|CRAM-MD5|DIGEST-MD5|NTLM|XOAUTH2?|OAUTHBEARER|SCRAM-[A-Z0-9-]{3,20})[ \t]{1,8})(?!(?:PLAIN|LOGIN|NTLM|GSSAPI|XOAUTH2?|OAUTHBEARER|EXTERNAL)\b)[A-Za-z0-9+/]{4,4000}={0,2}(?=\s*$|["'\]),;])/gi,
    `$1${removed}`,
  ],
  ['334', /^([ \t]{0,40}(?:(?:<<<|S:|<-|<~)[ \t]{0,8})?334[ -]).{1,4000}$/g, `$1${removed}`],
  ['akia', /\b(AKIA|ASIA)[0-9A-Z]{8,40}/g, `$1...`],
  ['asia', /\b(AKIA|ASIA)[0-9A-Z]{8,40}/g, `$1...`],
  ['sg.', /\bSG\.[\w-]{8,80}\.[\w-]{8,120}/g, removed],
  ['xox', /\bxox[a-z]-[\w-]{8,200}/g, removed],
  ['xapp-', /\bxapp-[\w-]{8,200}/g, removed],
  ['pass', /\b((?:pass(?:word|wd|phrase)?|pwd)\s{0,3}[=:]\s{0,3})(?!\[removed\])\S{1,300}/gi, `$1${removed}`],
  ['token', /\b(token\s{0,3}[=:]\s{0,3})(?!\[removed\])\S{1,4000}/gi, `$1${removed}`],
  ['key', /\b((?:api|access)[_-]?key\s{0,3}[=:]\s{0,3})(?!\[removed\])\S{1,300}/gi, `$1${removed}`],
  ['authorization:', /\b(authorization:\s{0,3})\S{1,300}\s{0,3}\S{0,4000}/gi, `$1${removed}`],
  ['bearer ', /\bbearer (?=[\w.~+/=-]{0,4000}\d)[\w.~+/=-]{1,4000}/gi, removed],
  // Name and password in front of the host of a URL; a password may hold @, : and /.
  ['://', /(:\/\/)[^\s/"<>@]{0,300}:[^\s"<>]{0,300}@/g, `$1${removed}@`],
  ['secret', /\b((?:client_?)?secret\s{0,3}[=:]\s{0,3})\S{1,300}/gi, `$1${removed}`],
  ['key', /^(\s*(?:Master-Key|Resumption PSK|PSK identity|Session-ID)\s*: ?)[0-9A-Fa-f]{16,}/g, `$1${removed}`],
  ['psk', /^(\s*Resumption PSK\s*: ?)[0-9A-Fa-f]{16,}/g, `$1${removed}`],
];

const redactLine = (line: string): string => {
  const small = line.toLowerCase();
  let result = line;
  for (const [needle, pattern, replacement] of rules)
    if (small.includes(needle)) result = result.replace(pattern, replacement);
  return result;
};

/**
 * A redactor for lines that come one after the other: what a line means in a login or in a key depends on those before it, so
 * one redactor serves one text, in order.
 */
export const createLineRedactor = (): ((line: string) => string) => {
  let inKey = false;
  let inLogin = false;
  return (line) => {
    if (line.includes('-----BEGIN') && line.includes('PRIVATE KEY')) {
      inKey = true;
      return line;
    }
    // A key has no fields: a log line that only quotes the beginning of one does not hide the log behind it.
    if (inKey && /, [a-z]{1,40}=/.test(line)) inKey = false;
    if (inKey) {
      inKey = !line.includes('-----END');
      return inKey ? removed : line;
    }
    const base64 = base64Line.exec(line.replace(/\r$/, ''));
    const word = base64?.[2] ?? '';
    if (base64 && !commandWords.test(word) && (inLogin || (marked.test(line) && word.length >= 8)))
      return `${base64[1]}${removed}`;
    if (/^[ \t]{0,40}(?:(?:<<<|S:|<-|<~)[ \t]{0,8})?334(?:[ -]|$)/.test(line)) inLogin = true;
    else if (/^[ \t]{0,40}(?:(?:>>>|C:|->|~>)[ \t]{0,8})?AUTH[ \t]{1,8}\S/i.test(line)) inLogin = true;
    else if (/^[ \t]{0,40}(?:(?:<<<|S:|<-|<~)[ \t]{0,8})?[2345]\d\d[ -]/.test(line)) inLogin = false;
    return redactLine(line);
  };
};

/**
 * Takes passwords and login data out of a text: AuthInfo values, SASL exchanges in transcripts, private keys, tokens; user names of
 * access keys are cut to a short prefix.
 */
export const redactSecrets = (text: string): string => text.split('\n').map(createLineRedactor()).join('\n');
