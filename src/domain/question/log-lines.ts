/** What pasted program output says, and the message without it. */
export interface Pasted {
  readonly prose: string;
  /** The first line that shows mail that is not delivered. */
  readonly failing: string | undefined;
  /** Names of hosts as the log writes them, of failing lines. */
  readonly hosts: readonly string[];
}

const syslog = /^\W{0,4}(?:[A-Z][a-z]{2}\s+\d{1,2}\s[\d:]{8}|\d{4}-\d\d-\d\dT\S{8,40})\s+(\S{1,255})\s+\S/u;
const mailLog = /\b(?:sendmail|sm-mta|sm-msp-queue|sm-msp|postfix\/\w{1,20}|exim)\[|\bstat=|\bdsn=[245]\./u;
const failed =
  /\bstat=(?!Sent|queued)|\bdsn=[45]\.|\breject=|\bstatus=(?:deferred|bounced)|\bNOQUEUE\b|\((?:Deferred|host map|I\/O error)\b|\(\s*(?:Connection (?:refused|timed out|reset)|Name server)/u;
const reply = /^\s*(?:>>>|<<<)?\s*[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b/u;

/** Takes lines of mail logs, queue lists and SMTP replies out of a message, in code blocks or not. */
export const takeLogLines = (text: string): Pasted => {
  const rest: string[] = [];
  const hosts: string[] = [];
  let failing: string | undefined;
  for (const line of text.replace(/```/gu, '\n```\n').split(/\r?\n/u)) {
    const isReply = reply.test(line);
    const isFailed = failed.test(line);
    if (!isReply && !isFailed && !mailLog.test(line)) {
      rest.push(line);
      continue;
    }
    if (!isReply && !isFailed) continue;
    failing ??= line.trim();
    const host = syslog.exec(line)?.[1];
    if (host !== undefined) hosts.push(host);
    // Typed by hand: addresses and fields such as relay= name other machines.
    else hosts.push(...line.replace(/\S*[=@]\S*/gu, ' ').split(/[^\w.-]+/u));
  }
  return { prose: rest.join('\n'), failing, hosts };
};
