import { chmod, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configurationFiles } from './files/configuration-files.ts';
import type { FileContext, HostFile } from './files/host-file.ts';
import { logFiles } from './files/log-files.ts';
import { networkFiles } from './files/network-files.ts';
import { queueFiles } from './files/queue-files.ts';
import { systemFiles } from './files/system-files.ts';
import { dialoguePrograms } from './programs/dialogue-programs.ts';
import { findProgram } from './programs/find-program.ts';
import { mailPrograms } from './programs/mail-programs.ts';
import { networkPrograms } from './programs/network-programs.ts';
import { machineTools } from './programs/program.ts';
import { systemPrograms } from './programs/system-programs.ts';

const linkTool = async (name: string, path: string): Promise<void> => {
  const found = await findProgram(name);
  if (found !== undefined) await symlink(found, path);
};

/** Makes the directory that stands for `/`, with the host's programs; what the programs read comes with `writeState`. */
export const buildRoot = async (root: string): Promise<void> => {
  const folders = ['/etc', '/usr/bin', '/usr/sbin', '/usr/lib', '/sim/tools', '/var/spool/clientmqueue'];
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  for (const tool of machineTools) await linkTool(tool, join(root, 'usr/bin', tool));
  for (const tool of ['ls', 'ps']) await linkTool(tool, join(root, 'sim/tools', tool));
  const programs = [...systemPrograms, ...mailPrograms, ...networkPrograms, ...(await dialoguePrograms())];
  for (const { path, text } of programs) {
    await writeFile(join(root, path), `#!/bin/sh${text.replaceAll('ROOT/', () => `${root}/`)}`, { mode: 0o755 });
  }
  await symlink('usr/bin', join(root, 'bin'));
  await symlink('usr/sbin', join(root, 'sbin'));
  await symlink('../sbin/sendmail', join(root, 'usr/lib/sendmail'));
};

const writeHostFile = async (root: string, file: HostFile, now: Date): Promise<void> => {
  const path = join(root, file.path);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.text);
  await chmod(path, file.mode ?? 0o644);
  const time = new Date(now.getTime() - (file.minutesOld ?? 0) * 60_000);
  await utimes(path, time, time);
};

/** Writes the files of a state in place of those of the state before. */
export const writeState = async (context: FileContext): Promise<void> => {
  const { root } = context;
  for (const folder of ['etc/mail', 'var/spool/mqueue']) await rm(join(root, folder), { recursive: true, force: true });
  await mkdir(join(root, 'var/spool/mqueue'), { recursive: true });
  const files = [
    ...configurationFiles(context),
    ...queueFiles(context),
    ...logFiles(context),
    ...systemFiles(context),
    ...networkFiles(context),
  ];
  for (const file of files) await writeHostFile(root, file, context.now);
};
