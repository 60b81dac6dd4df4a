import { recognise } from '../error-table/recognise.ts';
import { nothing, type Verdict } from './verdict.ts';

/** What the ssh program itself says. It tells of reaching a host, never of its mail. Source: OpenSSH 9.2. */
const ofSsh = [
  /^ssh: (?:connect to host|Could not resolve hostname) /,
  /^(?:\S{1,300}: )?Permission denied (?:\((?:publickey|password|keyboard-interactive|gssapi|hostbased)|, please try again)/,
  /^Permission denied, please try again/,
  /^Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|^Host key for \S{1,300} has changed/,
  /^No \S{1,40} host key is known for |^(?:Warning: )?REVOKED HOST KEY DETECTED/,
  /^(?:kex_exchange_identification|banner exchange|ssh_dispatch_run_fatal|client_loop|stdio forwarding failed)\b/,
  /^Unable to negotiate with |^channel \d{1,9}: open failed: |^Received disconnect from \S{1,300} port \d/,
  /^Connection (?:closed|reset) by (?:\S{1,300} port \d|UNKNOWN )|^Connection to \S{1,300} closed(?: by remote host)?\.?$/,
];

/** The lines that the ssh program did not print, and those it did. */
export const splitSshLines = (
  lines: readonly string[],
): { readonly rest: readonly string[]; readonly ssh: readonly string[] } => {
  const rest: string[] = [];
  const ssh: string[] = [];
  for (const line of lines) (ofSsh.some((sign) => sign.test(line.trim().slice(0, 400))) ? ssh : rest).push(line);
  return { rest, ssh };
};

/** For a text that says nothing of mail: what its lines of ssh mean. No stage is named, since the host's mail is not known. */
export const sshVerdict = (lines: readonly string[]): Verdict | undefined => {
  for (const line of lines) {
    const row = recognise(line.trim())?.row;
    if (row?.stage === 'access')
      return nothing(
        {},
        `This is ssh, not mail. ${row.title}: ${row.meaning}`,
        `${row.action} What the mail does is not known from this.`,
      );
  }
  return lines.length === 0
    ? undefined
    : nothing({}, 'This is what ssh says of reaching a host; it says nothing about mail.', 'Paste what the mail says.');
};
