import { FrameReader } from '../src/domain/collector/frames.ts';
import { probes } from '../src/domain/stages/index.ts';
import { parseMaillog } from '../src/domain/stages/logs/maillog.ts';
import { parseMailq } from '../src/domain/stages/queue/mailq.ts';
import { type Figure, type Measured, type Part } from './part.ts';

const rounds = 8;
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

const makeMailq = (messages: number): string[] => [
  `\t\t/var/spool/mqueue (${messages} requests)`,
  '-----Q-ID----- --Size-- -----Q-Time----- ------------Sender/Recipient-----------',
  ...Array.from({ length: messages }, (_, at) => [
    `6AM${at.toString(36).toUpperCase().padStart(5, '0')}123456     1180 Sun Nov 22 10:00 <batch@host01.corp.example>`,
    '                 (Deferred: Connection refused by smtp.relay.example.)',
    '\t\t\t\t\t <reports@dest.example>',
  ]).flat(),
  `\t\tTotal requests: ${messages}`,
];

const sizeOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0);

/**
 * Least seconds of one thread for `work`, after one round that warms up. They are at most the time that passes, to which a busy
 * machine adds, and at most the processor time of the process, to which the helpers of the garbage collector add.
 */
const time = (work: () => unknown): number => {
  work();
  return Math.min(
    ...Array.from({ length: rounds }, () => {
      const [began, used] = [performance.now(), process.cpuUsage()];
      work();
      const { user, system } = process.cpuUsage(used);
      return Math.min((user + system) / 1e6, (performance.now() - began) / 1000);
    }),
  );
};

/** Speed on `small`, and how many times as long ten times as much takes. */
const figuresOf = (
  name: string,
  small: readonly string[],
  large: readonly string[],
  work: (lines: readonly string[]) => unknown,
  speed?: { atLeast: number },
): Figure[] => {
  const seconds = time(() => work(small));
  const longer = time(() => work(large));
  const times = (longer / sizeOf(large)) * (sizeOf(small) / seconds) * 10;
  return [
    {
      name: `${name}: speed`,
      value: sizeOf(large) / megabyte / longer,
      unit: 'MB/s',
      ...(speed ? { limit: speed } : {}),
    },
    { name: `${name}: 10 times the input takes`, value: times, unit: 'x', limit: { atMost: 11 } },
  ];
};

const read = (lines: readonly string[]): void => {
  const reader = new FrameReader(
    nonce,
    () => undefined,
    () => 0,
  );
  const text = lines.map((line) => `${nonce} logs : ${line}\n`).join('');
  for (let at = 0; at < text.length; at += 32_768) reader.push(text.slice(at, at + 32_768));
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
    ...figuresOf('sendmail log', makeLog(5e6), makeLog(50e6), (lines) => parseMaillog(lines), { atLeast: 100 }),
    ...figuresOf('mailq', makeMailq(10_000), makeMailq(100_000), parseMailq),
    ...figuresOf('framed output', makeLog(4e6), makeLog(40e6), read),
  ],
});

export const parsers: Part = { title: 'Parsers, generated input', measure };
