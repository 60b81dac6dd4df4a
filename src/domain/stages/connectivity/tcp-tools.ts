import { cleanAll } from '../../text/clean-lines.ts';

/** One try to reach a TCP port with telnet, nc, or `Test-NetConnection` of Windows. */
export interface TcpTry {
  readonly tool: 'telnet' | 'nc' | 'windows';
  readonly host: string | null;
  readonly port: number | null;
  readonly connected: boolean;
  /** First line of the other side, when it was seen. */
  readonly banner: string | null;
  /** The tool's own words when it failed. */
  readonly error: string | null;
}

export interface PingResult {
  readonly host: string | null;
  readonly sent: number | null;
  readonly received: number;
  readonly error: string | null;
}

export interface TcpTools {
  readonly tries: readonly TcpTry[];
  readonly pings: readonly PingResult[];
}

type Draft<T> = { -readonly [Key in keyof T]: T[Key] };

const ports: Readonly<Record<string, number>> = {
  smtp: 25,
  submission: 587,
  smtps: 465,
  submissions: 465,
  urd: 465,
  mail: 25,
};
const portOf = (text: string | undefined): number | null => {
  if (text === undefined || text === '') return null;
  return /^\d{1,5}$/.test(text) ? Number(text) : (ports[text.toLowerCase()] ?? null);
};

const telnetAsked = /(?:^|[$#>%]\s*)telnet\s+(?:-\S+\s+)*([\w.:-]+)(?:\s+(\w+))?\s*$/;
const ncFailed =
  /^(?:nc|ncat|netcat): (?:connectx? to (\S+) port (\d+) \(tcp\) failed: (.+)|(\S+) \((\d+)\)?.*?: (.+)|(getaddrinfo.*|.*(?:[Ll]ookup|unknown host|bad address|forward host).*))$/;
const ncWorked =
  /Connection to (\S+)(?: \([^)]*\))? (?:(\d+) port|port (\d+)) \[tcp\/[^\]]*\] succeeded|^Ncat: Connected to (\S+):(\d+)|\[([\d.:a-f]+)\] (\d+) \([^)]*\) open|^(\S+) \([\d.]+:(\d+)\) open/i;
const windowsReply = /^Reply from \S+: (?:bytes=|.*unreachable)/i;
const ncTimedOut = /^(?:Ncat: |nc: )?(?:TIMEOUT\.?|Connection timed out\.?|timed out)/;
const telnetError =
  /^(?:telnet: |Connection failed: |Could not open connection)|^telnet: .*|Unable to connect to remote host|^connect to address/;

/** Reads what telnet, nc and ping print on AIX, Linux and BSD, several runs in one text. */
export const parseTcpTools = (lines: readonly string[]): TcpTools => {
  const tries: Draft<TcpTry>[] = [];
  const pings: Draft<PingResult>[] = [];
  let open: Draft<TcpTry> | undefined;
  let ping: Draft<PingResult> | undefined;
  let host: string | null = null;
  let port: number | null = null;
  const start = (tool: TcpTry['tool'], to: string | null, at: number | null): Draft<TcpTry> => {
    const one: Draft<TcpTry> = { tool, host: to, port: at, connected: false, banner: null, error: null };
    tries.push(one);
    return one;
  };
  for (const raw of cleanAll(lines)) {
    const line = raw
      .trim()
      .slice(0, 1000)
      .replace(/^#\s+(?=(?:nc|ncat|netcat|telnet|ping): )/i, '');
    const asked = telnetAsked.exec(line);
    const worked = ncWorked.exec(line);
    const failed = worked ? null : ncFailed.exec(line);
    const tested = /^TcpTestSucceeded\s*: (True|False)/.exec(line);
    const named = /^(ComputerName|RemotePort)\s*: (\S+)/.exec(line);
    if (named) [host, port] = named[1] === 'RemotePort' ? [host, portOf(named[2])] : [named[2] ?? null, null];
    else if (tested) {
      const one = start('windows', host, port);
      one.connected = tested[1] === 'True';
      one.error = one.connected ? null : line;
    } else if (asked) {
      [host, port, open] = [asked[1] ?? null, portOf(asked[2]) ?? (asked[2] ? null : 23), undefined];
    } else if (/^Trying\b/.test(line)) open ??= start('telnet', host, port);
    else if (line.startsWith('Connected to ')) {
      open ??= start('telnet', host, port);
      open.connected = true;
      open.error = null;
      open.host ??= line.slice(13).replace(/\.$/, '');
    } else if (/^(?:PING|Pinging) /.test(line)) {
      ping = { host: /^\S+ (\S+?):? /.exec(`${line} `)?.[1] ?? null, sent: null, received: 0, error: null };
      pings.push(ping);
    } else if (windowsReply.test(line)) {
      ping ??= { host: null, sent: null, received: 0, error: null };
      if (!pings.includes(ping)) pings.push(ping);
      if (/ bytes=/.test(line)) ping.received++;
      else ping.error = line;
    } else if (/^\d+ bytes from .*(?:time|ttl)=/i.test(line) && ping) ping.received++;
    else if (/packets transmitted/.test(line)) {
      const counts = /(\d+) packets transmitted, (\d+)/.exec(line);
      ping ??= { host: null, sent: null, received: 0, error: null };
      if (!pings.includes(ping)) pings.push(ping);
      ping.sent = Number(counts?.[1] ?? 0);
      ping.received = Number(counts?.[2] ?? 0);
    } else if (/Unreachable|Prohibited|Packet filtered/i.test(line) && ping && /bytes from|^From /.test(line))
      ping.error = line;
    else if (/^(?:0821-\d{3} )?ping: |^connect: (?:Network|No route|Permission)/.test(line)) {
      const sending = /^\S*\s*ping: (?:sendto|sendmsg|wrote)\b/.test(line) ? (ping?.host ?? null) : null;
      ping = { host: /host(?:name)? (\S+)/.exec(line)?.[1] ?? sending, sent: null, received: 0, error: line };
      pings.push(ping);
    } else if (worked) {
      const found = worked.slice(1).filter((part) => part !== undefined);
      start('nc', found[0] ?? null, portOf(found[1])).connected = true;
    } else if (failed) {
      start('nc', failed[1] ?? failed[4] ?? null, portOf(failed[2] ?? failed[5])).error =
        failed[3] ?? failed[6] ?? failed[7] ?? line;
    } else if (ncTimedOut.test(line)) start('nc', null, null).error = line;
    else if (/^(?:Ncat|nc|netcat): /.test(line)) start('nc', null, null).error = line;
    else if (telnetError.test(line)) {
      open ??= start('telnet', host, port);
      // With several addresses the last line sums up without a reason; the reason before it is worth more.
      if (open.error === null || !line.endsWith('Unable to connect to remote host')) open.error = line;
    } else if (
      open?.connected &&
      open.banner === null &&
      line !== '' &&
      !line.startsWith('Escape character') &&
      !/^\S{0,60}[$#]\s/.test(line)
    )
      open.banner = line;
  }
  return { tries, pings };
};
