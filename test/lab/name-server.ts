import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';

// A name server for the lab, with a fault per asking host. argv: directory with the faults.
const [, , directory = '.'] = process.argv;

/** What one host gets instead of the zone; names of `records` go before the zone's own: addresses, or `alias NAME`. */
export interface NameFault {
  readonly answer?: 'silent' | 'servfail' | 'refused' | 'nxdomain' | 'truncated';
  /** Only for questions of these types (1 A, 15 MX, 28 AAAA); all when left out. */
  readonly types?: readonly number[];
  /** Only for names that match; all when left out. */
  readonly names?: string;
  readonly records?: Readonly<Record<string, readonly string[] | null>>;
  /** Mail exchangers by name; an empty name is the null MX, `.`. */
  readonly exchangers?: Readonly<Record<string, string>>;
  /** Seconds before each answer. */
  readonly after?: number;
}

const zone: Record<string, readonly string[]> = {
  'smtp.relay.test': ['198.51.100.25'],
  'partner.test': ['198.51.100.40'],
  'mail.partner.test': ['198.51.100.40'],
};
const mailServers: Record<string, string> = { 'partner.test': 'mail.partner.test' };
const codes = { servfail: 2, refused: 5, nxdomain: 3, truncated: 0 } as const;
const truncated = 0x0200;

const readFault = (client: string): NameFault => {
  try {
    return JSON.parse(readFileSync(`${directory}/${client}.json`, 'utf8')) as NameFault;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

const readName = (message: Buffer): { name: string; end: number } => {
  const labels: string[] = [];
  let at = 12;
  for (let size = message[at] ?? 0; size > 0; size = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
};

const encodeName = (name: string): Buffer =>
  Buffer.concat([
    ...(name === '' ? [] : name.split('.')).map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

const isIpv6 = (address: string): boolean => address.includes(':');
/** Four bytes, or sixteen; of `::` only the zeros in one place are left out. */
const toBytes = (address: string): Buffer => {
  if (!isIpv6(address)) return Buffer.from(address.split('.').map(Number));
  const [front = [], back = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const groups = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => '0'), ...back];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
};

const encodeRecord = (type: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 5, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

const answer = (query: Buffer, client: string): Buffer | undefined => {
  const { name, end } = readName(query);
  const type = query.readUInt16BE(end);
  const fault = readFault(client);
  let code = 0;
  const records: Buffer[] = [];
  const own = /^(h\d+|aix\d+)\.corp\.test$/u.test(name);
  const known = { ...zone, ...(own ? { [name]: [client] } : {}), ...fault.records };
  const addresses = known[name];
  const exchanger = { ...mailServers, ...fault.exchangers }[name];
  if (
    fault.answer !== undefined &&
    (fault.types?.includes(type) ?? true) &&
    (fault.names === undefined || new RegExp(fault.names, 'u').test(name))
  ) {
    if (fault.answer === 'silent') return undefined;
    code = codes[fault.answer];
  } else if (addresses === undefined || addresses === null) code = 3;
  else if (addresses[0]?.startsWith('alias ')) {
    const target = addresses[0].slice(6);
    records.push(encodeRecord(5, encodeName(target)));
    if (type === 1)
      for (const address of known[target] ?? [])
        records.push(Buffer.concat([encodeName(target), encodeRecord(1, toBytes(address)).subarray(2)]));
  } else if (type === 1 || type === 28)
    records.push(
      ...addresses
        .filter((address) => isIpv6(address) === (type === 28))
        .map((address) => encodeRecord(type, toBytes(address))),
    );
  else if (type === 15 && exchanger !== undefined)
    records.push(encodeRecord(15, Buffer.concat([Buffer.from([0, 10]), encodeName(exchanger)])));
  const head = Buffer.from(query.subarray(0, 12));
  const cut = fault.answer === 'truncated' && (fault.names === undefined || new RegExp(fault.names, 'u').test(name));
  head.writeUInt16BE(0x8580 | code | (cut ? truncated : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  return Buffer.concat([head, query.subarray(12, end + 4), ...records]);
};

const socket = createSocket('udp4');
socket.on('message', (query, from) => {
  const reply = answer(query, from.address);
  if (reply !== undefined)
    setTimeout(() => socket.send(reply, from.port, from.address), (readFault(from.address).after ?? 0) * 1000);
});
socket.bind(53, '0.0.0.0', () => process.stdout.write('ready\n'));
