import type { Difference } from './compare.ts';

const quoted = (text: string, most = 80): string =>
  `"${text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`}"`;

/** What a line of sendmail.cf sets: `O QueueLA`, `DS`, `Kauthinfo`. */
const keyOf = (line: string): string =>
  /^(?:O ?[A-Za-z./]+|D(?:\{[^}]*\}|.)|K ?[A-Za-z0-9_]+|Q[A-Za-z0-9_]+)/.exec(line)?.[0] ?? line;

const mostLines = 3;

/** Which lines of sendmail.cf are others than before. */
const changedLines = (before: string, now: string): string => {
  const old = before.split('\n');
  const fresh = now.split('\n');
  const gone = old.filter((line) => !fresh.includes(line));
  const come = fresh.filter((line) => !old.includes(line));
  const replaced = new Set<string>();
  const told = come.map((line) => {
    const last = gone.find((one) => keyOf(one) === keyOf(line) && !replaced.has(one));
    if (last === undefined) return `${quoted(line)} is new`;
    replaced.add(last);
    return `${quoted(line)}, before ${quoted(last)}`;
  });
  const all = [...told, ...gone.filter((line) => !replaced.has(line)).map((line) => `${quoted(line)} is gone`)];
  const rest = all.length - mostLines;
  return `sendmail.cf: ${all.slice(0, mostLines).join('; ')}${rest > 0 ? `; and ${rest} more lines` : ''}`;
};

const fileWords = (path: string, before: string, now: string): string => {
  if (now === 'missing') return `${path} is gone`;
  if (before === 'missing') return `${path} is new (${now})`;
  return `${path} was written again (${now}, before ${before})`;
};

/** A change in words, without its time: "the checksum of /etc/mail/sendmail.cf changed". */
export const describeDifference = ({ trait, before, now }: Difference): string => {
  const at = trait.indexOf(' ');
  const [kind, rest] = at === -1 ? [trait, ''] : [trait.slice(0, at), trait.slice(at + 1)];
  switch (kind) {
    case 'checksum':
      return `the checksum of ${rest} changed`;
    case 'file':
      return fileWords(rest, before, now);
    case 'settings':
      return changedLines(before, now);
    case 'addresses':
      return `${rest} leads to other addresses (${quoted(now)}, before ${quoted(before)})`;
    case 'certificate':
      return `the ${rest} of the relay's certificate is ${quoted(now)}, before ${quoted(before)}`;
    case 'offers':
      return rest === 'STARTTLS'
        ? `the relay ${now === 'yes' ? 'offers STARTTLS, which it did not before' : 'does not offer STARTTLS any more'}`
        : `the relay offers other ways to log in (${quoted(now)}, before ${quoted(before)})`;
    case 'relay':
      return `the relay is ${quoted(now)}, before ${quoted(before)}`;
    case 'name':
      return `the name servers are ${quoted(now)}, before ${quoted(before)}`;
    default:
      return `${trait} is ${quoted(now)}, before ${quoted(before)}`;
  }
};
