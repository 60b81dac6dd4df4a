import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

const word = (root: string, name: string): string => readFileSync(`${root}sim/${name}`, 'utf8').trim();

const rows = (root: string, name: string): string[][] =>
  word(root, name)
    .split('\n')
    .map((line) => line.split(' '));

/** Address of a name in the host's own small world; undefined when it has none. */
export const lookUp = (root: string, name: string): string | undefined => {
  if (/^\d+(\.\d+){3}$/.test(name)) return name;
  if (word(root, 'dns') === 'silent') return undefined;
  return rows(root, 'names').find(([known]) => known === name.toLowerCase())?.[1];
};

/** A connection to an address of that world. A firewall that drops packets never answers: neither does this. */
export const reach = (root: string, address: string, port: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const route = rows(root, 'routes').find(([to, toPort]) => to === address && toPort === port)?.[2];
    if (route === undefined) {
      reject(Object.assign(new Error('Network is unreachable'), { code: 'ENETUNREACH' }));
      return;
    }
    if (route === 'silent') {
      setTimeout(() => reject(Object.assign(new Error('Connection timed out'), { code: 'ETIMEDOUT' })), 75_000);
      return;
    }
    const socket = connect({ host: '127.0.0.1', port: Number(route) }, () => resolve(socket));
    socket.once('error', reject);
  });
