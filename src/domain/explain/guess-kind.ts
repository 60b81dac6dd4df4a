import type { TextKind } from '../error-table/error-row.ts';

/** Signs of each kind, looked for in this order; the first kind with a sign is it. */
const signs: readonly (readonly [TextKind, RegExp])[] = [
  [
    'errpt',
    /^\s*IDENTIFIER\s+TIMESTAMP|^\s*(?:ERROR )?LABEL:\s+[A-Z]|^[^\w\n]{0,60}[0-9A-F]{8}\s+\d{10}\s+[PTIU]\s+[HSOU]\s/m,
  ],
  [
    'src',
    /\b0513-\d{3}\b|^[^\w\n]{0,60}Subsystem\s+Group\s+PID|^[^\w\n]{0,60}Service\s+Command\s+Description|\b(?:lssrc|startsrc|stopsrc)\s+-|^The \w+ subsystem is already active/m,
  ],
  [
    'maillog',
    /(?:sendmail|sm-[a-z-]{2,24}|postfix(?:\/[a-z]+)+)\[\d+\]:|^<\d{1,3}>1 \S+ \S+ (?:sendmail|sm-[a-z-]+|postfix\S*) |, stat=|^\s*stat=|^STARTTLS=(?:client|server)|^ruleset=|NOQUEUE: |mailer=[a-z]+, /m,
  ],
  [
    'mailq',
    /(?<![A-Za-z])-{1,8}\s?Q(?:ueue)?[- ]ID|^\s*\S*\/\S+ is empty\s*$|Total requests:|^postqueue: |^\s*(?:mailq: )?Mail [Qq]ueue|can ?not chdir\(|^\s*\d{1,5}[mhdw]\s+[\d.]{1,8}[KM]?\s+\w{6}-\w{6,11}-\w{2,4}\s|^\s*[0-9A-Za-z]{6,20}[*X?-]?\s+\d+ [A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d/m,
  ],
  [
    'openssl',
    /\bs_client\b|^\s*CONNECTED\(|^CONNECTION ESTABLISHED|verify error:num=|Verify return code:|\berror:[0-9A-F]{8}:|SSL handshake has read|^\s*curl: \((?:35|51|60)\)|^\*\*\* Fatal error: |^[#\s]*- (?:Status: The cert|Description: \(|Handshake was completed)|^Processed \d+ CA cert|^New, \S+, Cipher is|starttls in server response|^Testing SSL server |connect:errno=/im,
  ],
  [
    'network',
    /\b(?:telnet|nslookup|traceroute6?)\b|^; <<>> DiG |^;; ->>HEADER<<-|^[\w.-]+: unknown host\s*$|^(?:\S{0,60}[$#>]\s*)?(?:host|ping|nc)\s+[\w.-]+\s*$|has (?:IPv6 )?address|mail is handled by|mail exchanger ?=|\sIN\s+(?:A|AAAA|MX|CNAME)\s|Ping request could not find|DNS request timed out|^curl: \(\d+\) Failed to connect|not found: \d\(|^\s*PING |^\s*Pinging \S+ .*with \d+ bytes|^Reply from [\w.:%]+: |^Request timed out\.?$|packets transmitted|^\s*Trying\b|^\s*(?:nc|ncat|Ncat|ping|curl): |can't find|^Server:\s|TcpTestSucceeded|^curl: \(7\)|\bping: (?:cannot resolve|unknown host)|0821-\d{3}|0827-\d{3}|no servers could be reached|\] succeeded!|\) open$|^[\w.-]+ is \d{1,3}\.|has no \w{1,5} record/m,
  ],
  [
    'smtp',
    /^\s*(?:>>>|<<<)|Diagnostic-Code:|^\s*Out: \d{3}|(?:^|said: |after .{3,80}: )[45]\d\d[ -]|Transcript of session|^\s*(?:MAIL FROM|RCPT TO):|\.\.\. Deferred|while talking to|said: [45]\d\d/m,
  ],
];

/** What kind of text this is, by its look. Bare replies and unknown texts count as `smtp`, whose reader says 'none' when it finds nothing. */
export const guessKind = (text: string): TextKind => {
  // Without blank lines: a sign that may stand behind blanks is else looked for from each of them on.
  const start = text.slice(0, 20_000).replace(/\n\s*\n/g, '\n');
  return signs.find(([, sign]) => sign.test(start))?.[0] ?? 'smtp';
};
