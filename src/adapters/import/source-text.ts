import { readFile, stat } from 'node:fs/promises';
import { ConfigurationError } from '../hosts/configuration-error.ts';
import type { Place } from './found-host.ts';

/** A hundred times an inventory of 5,000 hosts. */
const longestBytes = 32 * 2 ** 20;

/** The file can't be imported; the message is `file:line:column: what was found and what was expected`. */
export const refuse = ({ file, line }: Place, message: string, cause?: unknown): never => {
  throw new ConfigurationError(file, [{ line, column: 1, message }], { cause });
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; expected an ssh_config or an Ansible inventory',
  EACCES: 'the file may not be read by this user',
};

/** Decodes text; the line of the first byte that is no UTF-8 is named. */
export const decodeText = (file: string, bytes: Uint8Array): string => {
  const broken = bytes.indexOf(0);
  if (broken >= 0) {
    const line = bytes.subarray(0, broken).filter((byte) => byte === 10).length + 1;
    refuse({ file, line }, 'a NUL byte: this is no text file; expected an ssh_config or an Ansible inventory');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const soft = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    // The first replacement sign that was not in the bytes themselves.
    const lines = soft.split('\n');
    const at = lines.findIndex((line) => line.includes('\ufffd'));
    return refuse({ file, line: at + 1 }, 'this line is not UTF-8 text; expected a text file', cause);
  }
};

/** Reads a text file whole; throws ConfigurationError. */
export const readSource = async (file: string): Promise<string> => {
  let bytes: Uint8Array;
  try {
    const about = await stat(file);
    if (about.isDirectory()) {
      refuse({ file, line: 1 }, 'this is a directory; expected files: name the inventories in it one by one');
    }
    if (!about.isFile()) refuse({ file, line: 1 }, 'this is no regular file; expected a text file');
    if (about.size > longestBytes) refuse({ file, line: 1 }, `${about.size} bytes; expected at most ${longestBytes}`);
    bytes = await readFile(file);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const { code } = error as { code?: unknown };
    const known = typeof code === 'string' ? reasons[code] : undefined;
    return refuse({ file, line: 1 }, known ?? `can't be read: ${String(error)}`, error);
  }
  return decodeText(file, bytes);
};
