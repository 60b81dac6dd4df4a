/** What looks like a secret wherever it stands, and what takes its place. Works on plain text and inside JSON. */
const secrets: readonly (readonly [pattern: RegExp, instead: string])[] = [
  // Line ends may be escaped (JSON, also twice). A key that lost its end, as in cut output, goes as far as it looks like one.
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?:[\w+/=\s:,.-]|\\+[nr])*?-----END [A-Z ]*PRIVATE KEY-----|(?:[\w+/=\s:,.-]|\\+[nr])*)/g,
    '[private key]',
  ],
  [/\bxox[a-z](?:\.xox[a-z])?-[\w-]+/g, '[slack token]'],
  [/\bxapp-[\w-]+/g, '[slack token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [/(\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/)[^\s"\\]+/g, '$1[secret]'],
  // Not the list of mechanisms that a server offers: "AUTH PLAIN LOGIN".
  [
    /(\bAUTH\s+(?:PLAIN|LOGIN|CRAM-MD5)\s+)(?!(?:PLAIN|LOGIN|NTLM|GSSAPI|CRAM|DIGEST|SCRAM|XOAUTH2|OAUTHBEARER)\b)[A-Za-z0-9+/=]{4,}/gi,
    '$1[secret]',
  ],
  // Anything up to the last @ before a space or slash: passwords may hold @ and colons.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/"\\@]*:[^\s/"\\]*@/gi, '$1[secret]@'],
  [/(\b(?:password|passwd|passphrase|secret|token)\s*[=:]\s*)(?!\[|["\\{])[^\s,;&"\\]+/gi, '$1[secret]'],
];

/** The text without tokens, keys and passwords that can be told by their look. */
export const scrubSecrets = (text: string): string => {
  let clean = text;
  for (const [pattern, instead] of secrets) clean = clean.replace(pattern, instead);
  return clean;
};
