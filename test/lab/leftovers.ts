import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from './command.ts';
import type { LabHost } from './lab-host.ts';

// Changed by the system itself when somebody logs in, uses sudo or mail moves.
const ordinary =
  /^(?:var\/(?:log|spool\/mail|spool\/mqueue|spool\/clientmqueue|run|lib\/sudo)\/|run\/(?:sudo|utmp)|etc\/mail\/(?:statistics|aliases\.db)|dev\/|proc\/)/u;

const listFiles = (root: string, under: string): string[] => {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, under), { withFileTypes: true })) {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (ordinary.test(`${path}/`) || ordinary.test(path)) continue;
    if (entry.isDirectory()) found.push(...listFiles(root, path));
    else if (entry.isFile()) found.push(`${path} ${statSync(join(root, path)).mtimeMs}`);
    else found.push(path);
  }
  return found;
};

/** Files (with their times of change) and processes of a host that a diagnosis must not add to. */
export const takeStock = (host: LabHost): ReadonlySet<string> => {
  const files = [...listFiles(host.upper, ''), ...['tmp', 'run'].flatMap((place) => listFiles(host.root, place))];
  const own = /\/bin\/sh -c|sendmail|sshd: \S+ \[(?:priv|net|accepted)\]|sshd: \S+@notty|bellmail/u;
  const processes = host.processes().filter((line) => !own.test(line));
  return new Set([...files, ...processes.map((line) => `process ${line}`)]);
};

/** What was not there before; processes get three seconds to end. */
export const findLeftovers = async (host: LabHost, before: ReadonlySet<string>): Promise<string[]> => {
  let left: string[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    left = [...takeStock(host)].filter((entry) => !before.has(entry));
    if (left.length === 0) break;
    await pause(0.5);
  }
  return left;
};
