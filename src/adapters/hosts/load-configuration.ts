import { createReadStream } from 'node:fs';
import { checkHosts } from './check-hosts.ts';
import { checkQuestions } from './check-questions.ts';
import { checkShape } from './check-shape.ts';
import { checkEscalation, checkWatches } from './check-watches.ts';
import { buildConfiguration, type Configuration } from './configuration.ts';
import { ConfigurationError } from './configuration-error.ts';
import { readYaml } from './yaml-source.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT:
    'there is no such file; expected the hosts there (docs/configuration.md shows one, STUCKMAIL_CONFIG or --config names another place)',
  EACCES: 'the file may not be read by this user',
  EISDIR: 'this is a directory; expected a YAML file',
};

/** Far more than any inventory takes; a device or a log named by mistake would not end. */
const mostBytes = 16 * 1024 * 1024;

/** Bytes of a file or of a pipe. */
const readBytes = async (path: string): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new RangeError('there is more than 16 MiB; expected a YAML file of hosts');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const problemOfReading = (file: string, error: unknown): ConfigurationError => {
  const code = (error as { code?: unknown }).code;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  const message =
    known ??
    (error instanceof RangeError
      ? error.message
      : error instanceof TypeError
        ? 'the file is not UTF-8 text'
        : `can't be read: ${String(error)}`);
  return new ConfigurationError(file, [{ line: 1, column: 1, message }], { cause: error });
};

/** Checks the text of a configuration file; throws ConfigurationError naming every problem with its line. */
export const parseConfiguration = (path: string, text: string): Configuration => {
  const source = readYaml(path, text);
  const file = checkShape(path, source);
  const problems = [
    ...checkHosts(file.hosts, source),
    ...checkWatches(file, source),
    ...checkEscalation(file, source),
    ...checkQuestions(file, source),
  ];
  if (problems.length > 0) throw new ConfigurationError(path, problems);
  return buildConfiguration(path, file);
};

/** Reads and checks stuckmail.yaml. */
export const loadConfiguration = async (path: string): Promise<Configuration> => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(path));
  } catch (error) {
    throw problemOfReading(path, error);
  }
  return parseConfiguration(path, text);
};
