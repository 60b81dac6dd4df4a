import { recognise, rowOf } from '../error-table/index.ts';
import { parseReplies } from '../stages/relay/smtp-reply.ts';
import { parseSClient, type SClient } from '../stages/starttls/s-client.ts';
import { choose, delivered, type Facts, failed, nothing, type Verdict } from './verdict.ts';

const asked =
  /(?:-connect\s+|\bgnutls-cli\s.*-p\s+\d+\s+)\[?([\w.:-]{1,253}?)\]?(?::(\d{1,5}|smtp|submission|smtps))?(?:\s|$)/;

/** Host and port that the command line names, when it was pasted too. */
const targetOf = (lines: readonly string[]): Facts => {
  const found = lines.map((line) => asked.exec(line.slice(0, 1000))).findLast((match) => match !== null);
  const port = { smtp: 25, submission: 587, smtps: 465 }[found?.[2] ?? ''] ?? Number(found?.[2] ?? Number.NaN);
  return { host: found?.[1] ?? null, port: Number.isNaN(port) ? null : port };
};

const factsOf = (client: SClient): Facts => ({
  connected: client.connected,
  starttls: client.starttls,
  protocol: client.handshake?.protocol ?? null,
  cipher: client.handshake?.cipher ?? null,
  verify: client.verify,
  subject: client.certificate?.subject ?? null,
  issuer: client.certificate?.issuer ?? null,
  notAfter: client.certificate?.notAfter ?? null,
  error: client.error ?? client.connectError,
});

/** Replies that came inside the TLS session, after `openssl s_client` was connected. */
const refusalInside = (lines: readonly string[]): ReturnType<typeof parseReplies>[number] | undefined =>
  parseReplies(lines).find(
    (reply) => reply.code >= 400 && !/^(?:Cannot|command not)/i.test(reply.text) && reply.phase !== 'unknown',
  );

/** The verdict on output of `openssl s_client`, judged in this order: connection, STARTTLS offer, handshake, certificate. */
export const opensslVerdict = (lines: readonly string[]): Verdict => {
  const client = parseSClient(lines);
  const facts = { ...factsOf(client), ...targetOf(lines) };
  if (client.connectError !== null) {
    const row =
      recognise(client.connectError, 'openssl')?.row ??
      lines.map((line) => recognise(line, 'openssl')?.row).find((found) => found !== undefined);
    return failed(row ?? rowOf('CONNECT_TIMED_OUT'), facts);
  }
  if (client.starttls === 'not-offered') {
    if (client.bytesRead === 0) return failed(rowOf('CONNECT_CLOSED_IN_GREETING'), facts);
    return failed(rowOf('STARTTLS_NOT_OFFERED'), facts);
  }
  if (!client.handshake && client.error !== null) {
    const known = recognise(client.error, 'openssl')?.row;
    return failed(
      known && known.effect !== 'none'
        ? known
        : client.verify.length > 0
          ? rowOfVerify(client)
          : rowOf('TLS_HANDSHAKE_FAILED'),
      facts,
    );
  }
  if (
    client.error !== null &&
    client.verify.length === 0 &&
    client.handshake &&
    /handshake|protocol|alert/.test(client.error)
  )
    return failed(recognise(client.error, 'openssl')?.row ?? rowOf('TLS_HANDSHAKE_FAILED'), facts);
  if (client.verify.length > 0) return failed(rowOfVerify(client), facts);
  if (client.handshake || client.chainVerified) {
    const refusal = refusalInside(lines);
    const row = refusal && recognise(`${refusal.code} ${refusal.enhanced ?? ''} ${refusal.text}`, 'smtp')?.row;
    if (row) return failed(row, facts);
    return delivered('The TLS handshake with the relay works and its certificate verifies.', facts);
  }
  // Cut output of a session that worked. `openssl s_client` shows nothing of the relay before TLS, and `read R BLOCK` only after it.
  if (
    !lines.some((text) => /\(NONE\)|no peer certificate/.test(text)) &&
    lines.some((text) => /Verify return code: 0 \(ok\)|^\s*read R BLOCK/.test(text)) &&
    parseReplies(lines).some((reply) => reply.code === 250)
  )
    return delivered('The TLS session with the relay works.', facts);
  const line = choose(
    lines.flatMap((text, at) =>
      recognise(text, 'openssl') ? [{ row: recognise(text, 'openssl')?.row ?? rowOf('TLS_HANDSHAKE_FAILED'), at }] : [],
    ),
  );
  if (line && (line.row.stage === 'starttls' || line.row.stage === 'connectivity' || line.row.stage === 'dns'))
    return failed(line.row, facts);
  if (client.connected && lines.some((text) => /no peer certificate|, Cipher is \(NONE\)/.test(text)))
    return failed(rowOf('TLS_HANDSHAKE_FAILED'), facts);
  // A single line about a handshake that failed for a reason of no row.
  if (!client.handshake && lines.some((text) => /\berror:[0-9A-F]{8}:SSL routines:/i.test(text)))
    return failed(rowOf('TLS_HANDSHAKE_FAILED'), facts);
  return nothing(facts);
};

const rowOfVerify = (client: SClient): ReturnType<typeof rowOf> => {
  const code = client.verify[0]?.code ?? 0;
  if (client.verify.some((one) => one.code === 10)) return rowOf('TLS_CERT_EXPIRED');
  if (client.verify.some((one) => one.code === 9)) return rowOf('TLS_CERT_NOT_YET_VALID');
  if (code === 18 || code === 19) return rowOf('TLS_CERT_SELF_SIGNED');
  return code === 62 || code === 64 ? rowOf('TLS_CERT_NAME_MISMATCH') : rowOf('TLS_CERT_UNTRUSTED');
};
