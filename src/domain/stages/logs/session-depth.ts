import type { Delivery, MailLog } from './maillog.ts';

/** Lines of one session stand close together. */
const near = 100;

/**
 * Whether the session of a delivery came as far as TLS or further before it ended: such an end says something that a check
 * which sends no message can't refute.
 */
export const depthIn = (log: MailLog): ((delivery: Delivery) => boolean) => {
  const lines = new Map<string, number[]>();
  for (const { kind, pid, line, text } of log.events) {
    const deep = kind === 'tls' || (kind === 'timeout' && /during client (?:MAIL|RCPT|DATA)/.test(text));
    if (!deep || pid === '') continue;
    const known = lines.get(pid);
    if (known) known.push(line);
    else lines.set(pid, [line]);
  }
  return ({ pid, line }) => (lines.get(pid) ?? []).some((one) => one <= line && one > line - near);
};
