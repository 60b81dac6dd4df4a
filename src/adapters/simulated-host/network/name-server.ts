import { createSocket } from 'node:dgram';

/** A name server on loopback that knows the few names of a simulated host's world. */
export interface PracticeNameServer {
  /** UDP port on 127.0.0.1. */
  readonly port: number;
  /** `silent`: takes questions and answers none. */
  behave(mode: 'answering' | 'silent'): void;
  close(): Promise<void>;
}

const typeA = 1;
const noSuchName = 3;

const readName = (packet: Buffer, start: number): { name: string; end: number } => {
  const labels: string[] = [];
  let at = start;
  for (let length = packet[at] ?? 0; length > 0; length = packet[at] ?? 0) {
    labels.push(packet.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
};

const answerTo = (question: Buffer, names: ReadonlyMap<string, string>): Buffer | undefined => {
  if (question.length < 17) return undefined;
  const { name, end } = readName(question, 12);
  if (end + 4 > question.length) return undefined;
  const address = names.get(name);
  const found = address !== undefined && question.readUInt16BE(end) === typeA;
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | (address === undefined ? noSuchName : 0), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found ? 1 : 0, 6);
  const answer = found
    ? Buffer.from([0xc0, 12, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4, ...address.split('.').map(Number)])
    : Buffer.alloc(0);
  return Buffer.concat([head, question.subarray(12, end + 4), answer]);
};

export const startNameServer = async (names: ReadonlyMap<string, string>): Promise<PracticeNameServer> => {
  let mode: 'answering' | 'silent' = 'answering';
  const socket = createSocket('udp4');
  socket.on('message', (question, from) => {
    const answer = mode === 'silent' ? undefined : answerTo(question, names);
    if (answer !== undefined) socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  return {
    port: socket.address().port,
    behave: (next) => {
      mode = next;
    },
    close: () =>
      new Promise((resolve) => {
        socket.close(() => resolve());
      }),
  };
};
