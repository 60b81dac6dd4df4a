import { FrameReader } from '../src/domain/collector/frames.ts';
import { probes } from '../src/domain/stages/index.ts';
import { parseMaillog } from '../src/domain/stages/logs/maillog.ts';
import { parseMailq } from '../src/domain/stages/queue/mailq.ts';
import { type Figure, type Measured, median, type Part } from './part.ts';

const rounds = 9;
const nonce = '00112233445566778899aabbccddeeff';
const megabyte = 1e6;

const two = (value: number): string => String(value).padStart(2, '0');
const timeOf = (at: number): string =>
  `Nov 22 ${two(Math.floor(at / 3600) % 24)}:${two(Math.floor(at / 60) % 60)}:${two(at % 60)}`;

/** A log as a busy host writes it: for each message the submission, the login and one attempt; some fail. */
const makeLog = (bytes: number): string[] => {
  const lines: string[] = [];
  for (let at = 0, size = 0; size < bytes; at++) {
    const id = `6AM${at.toString(36).toUpperCase().padStart(5, '0')}${100000 + (at % 900000)}`;
    const head = `${timeOf(at)} host01 mail:info sendmail[${4000 + (at % 9000)}]: `;
    const stat =
      at % 7 === 0
        ? 'dsn=4.0.0, stat=Deferred: 454 Throttling failure: Maximum sending rate exceeded.'
        : 'dsn=2.0.0, stat=Sent (Ok 0100018c-4f5e-000000)';
    const made = [
      `${head}${id}: from=batch, size=${1000 + at}, class=0, nrcpts=1, msgid=<${id}@host01.corp.example>, relay=root@localhost`,
      `${head}AUTH=client, relay=smtp.relay.example., mech=PLAIN, bits=256`,
      `${head}${id}: to=reports@dest.example, ctladdr=batch (204/1), delay=00:00:01, xdelay=00:00:01, mailer=relay, pri=31217, relay=smtp.relay.example. [192.0.2.25], ${stat}`,
    ];
    for (const line of made) size += line.length + 1;
    lines.push(...made);
  }
  return lines;
};

const makeMailq = (bytes: number): string[] => {
  const messages = Math.round(bytes / 155);
  return [
    `\t\t/var/spool/mqueue (${messages} requests)`,
    '-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------',
    ...Array.from({ length: messages }, (_, at) => [
      `6AM${at.toString(36).toUpperCase().padStart(5, '0')}123456     1180 Sun Nov 22 10:00 <batch@host01.corp.example>`,
      '                 (Deferred: Connection refused by smtp.relay.example.)',
      '\t\t\t\t\t <reports@dest.example>',
    ]).flat(),
    `\t\tTotal requests: ${messages}`,
  ];
};

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/**
 * Seconds of one thread that `work` takes. They are at most the time that passes, to which a busy machine adds, and at most the
 * processor time of the process, to which the helpers of the garbage collector add.
 */
const secondsOf = (work: () => void): number => {
  const [began, used] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(used);
  return Math.min((user + system) / 1e6, (performance.now() - began) / 1000);
};

/** Seconds that `work` takes on `bytes` of input, given again and again until they are reached. */
const secondsOn = (bytes: number, lines: readonly string[], work: (lines: readonly string[]) => unknown): number => {
  const piece = sizeOf(lines);
  const repeats = Math.max(1, Math.round(bytes / piece));
  const seconds = secondsOf(() => {
    for (let at = 0; at < repeats; at++) work(lines);
  });
  return (seconds * bytes) / (piece * repeats);
};

/**
 * Sizes of input in bytes whose times are compared: what one host may send and ten times as much; and a file read whole, and ten.
 * Between the two V8 begins to copy what a parser keeps (its young space holds 16 MiB), which adds a constant to each byte, once.
 */
const scales = [
  { name: '100 kB', bytes: 1e5 },
  { name: '10 MB', bytes: 1e7 },
];

/** Greatest speed, and how many times as long ten times as much takes: the median of rounds, in which both sizes take turns. */
const figuresOf = (
  name: string,
  make: (bytes: number) => readonly string[],
  work: (lines: readonly string[]) => unknown,
  speed?: { atLeast: number },
): Figure[] => {
  let least = Number.POSITIVE_INFINITY;
  const linear = scales.map(({ name: size, bytes }): Figure => {
    const [small, large, all] = [make(bytes), make(10 * bytes), Math.max(10 * bytes, 2e7)];
    for (const lines of [small, large]) work(lines);
    const times = Array.from({ length: rounds }, () => {
      const seconds = secondsOn(all, large, work);
      if (bytes === scales.at(-1)?.bytes) least = Math.min(least, seconds / all);
      return (10 * seconds) / secondsOn(all, small, work);
    });
    return { name: `${name}: 10 times ${size} takes`, value: median(times), unit: 'x', limit: { atMost: 11 } };
  });
  const value = 1 / megabyte / least;
  return [{ name: `${name}: speed`, value, unit: 'MB/s', ...(speed ? { limit: speed } : {}) }, ...linear];
};

/** A log as it comes over the wire: each line with its mark, in pieces of 32 KiB. */
const makeFrames = (bytes: number): string[] => {
  const text = makeLog(bytes)
    .map((line) => `${nonce} logs : ${line}\n`)
    .join('');
  return Array.from({ length: Math.ceil(text.length / 32_768) }, (_, at) => text.slice(at * 32_768, (at + 1) * 32_768));
};

const readFrames = (pieces: readonly string[]): void => {
  const reader = new FrameReader(
    nonce,
    () => undefined,
    () => 0,
  );
  for (const piece of pieces) reader.push(piece);
  reader.finish(['logs']);
};

/** What a host may send at most, and how much memory stays taken when all of it came. */
const limits = (): Figure[] => {
  const most = probes.reduce((sum, { bytes }) => sum + bytes, 20_000);
  const reader = new FrameReader(
    nonce,
    () => undefined,
    () => 0,
  );
  const before = process.memoryUsage().rss;
  for (const { id, bytes } of probes) {
    const tail = ' '.repeat(80);
    reader.push(`${nonce} ${id} : ${nonce}> command\n`);
    for (let sent = 0; sent < bytes; sent += 100) reader.push(`${nonce} ${id} : ${String(sent).padStart(18)}${tail}\n`);
  }
  const held = reader.finish(probes.map(({ id }) => id));
  const grown = process.memoryUsage().rss - before;
  if (held.some(({ end }) => end === 'missing')) throw new Error('a probe has no result');
  return [
    { name: 'all probes at their limits: output', value: most / 2 ** 20, unit: 'MiB', limit: { atMost: 1 } },
    { name: 'all probes at their limits: memory taken', value: grown / 2 ** 20, unit: 'MiB', limit: { atMost: 20 } },
  ];
};

const measure = async (): Promise<Measured> => ({
  figures: [
    ...limits(),
    ...figuresOf('sendmail log', makeLog, (lines) => parseMaillog(lines), { atLeast: 100 }),
    ...figuresOf('mailq', makeMailq, parseMailq),
    ...figuresOf('framed output', makeFrames, readFrames),
  ],
});

export const parsers: Part = { title: 'Parsers, generated input', measure };
