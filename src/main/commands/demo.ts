import { createInterface } from 'node:readline';
import { readLogLevel } from '../../adapters/log/create-logger.ts';
import type { Fault } from '../../adapters/simulated-host/faults/fault.ts';
import { faults, findFault } from '../../adapters/simulated-host/faults/index.ts';
import { FolderError, type PlannedHost } from '../../adapters/simulated-host/start-fleet.ts';
import { paint, type Style, styleOf } from '../../adapters/terminal/style.ts';
import { nearestNames } from '../../domain/text/nearest-names.ts';
import { type RunCommand, SetupError, type Surroundings, UsageError } from '../command.ts';
import { openSession, type Session } from '../demo/session.ts';
import { introduction } from '../demo/texts.ts';
import { openWorld, type World } from '../demo/world.ts';
import { exitStatus } from '../exit-status.ts';
import { readArguments, refuseWords } from '../read-arguments.ts';

const options = {
  once: { type: 'boolean' },
  fault: { type: 'string' },
  host: { type: 'string' },
} as const;

const hostNames = ['host01', 'host02', 'host03', 'host04'] as const;
const firstFaults = ['stale-authinfo-db', 'healthy', 'service-stopped', 'port-blocked'] as const;

const oneOf = (option: string, typed: string, names: readonly string[]): string => {
  const word = typed.toLowerCase();
  if (names.includes(word)) return word;
  const near = nearestNames(word, names);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `expected one of ${names.join(', ')}`;
  throw new UsageError(`${option} is "${typed.slice(0, 60)}"; ${hint}`);
};

const faultNamed = (name: string): Fault => {
  const fault = findFault(name);
  if (fault === undefined) throw new Error(`the demo has no fault ${name}`);
  return fault;
};

const plan = (host: string, chosen: string | undefined): PlannedHost[] =>
  hostNames.map((name, index) => ({
    name,
    fault: faultNamed(name === host && chosen !== undefined ? chosen : (firstFaults[index] ?? 'healthy')),
    groups: index < 2 ? ['erp'] : ['batch'],
    aliases: index === 0 ? ['payroll'] : [],
  }));

const openDemo = async (planned: readonly PlannedHost[], { env }: Surroundings): Promise<World> => {
  if (process.platform === 'win32') {
    throw new SetupError(
      'stuckmail demo needs a POSIX sh to run the checks of its simulated hosts; try WSL or a container',
    );
  }
  try {
    return await openWorld(planned, readLogLevel(env['LOG_LEVEL'] || 'silent'));
  } catch (cause) {
    if (cause instanceof FolderError) throw new SetupError(`stuckmail demo: ${cause.message}`, { cause });
    throw cause;
  }
};

const typed = (style: Style, line: string): string =>
  [
    '',
    paint(style, 'quiet', 'ann types into #ops of the practice Slack:'),
    `  ${paint(style, 'strong', line)}`,
    '',
  ].join('\n');

/** Reads commands until the input ends, line by line; the next one is read when the answer to the last is on the screen. */
const converse = async (session: Session, { stdin, stdout }: Surroundings, stop: AbortController): Promise<void> => {
  const shown = stdin.isTTY === true ? { output: stdout as NodeJS.WritableStream, prompt: '\ndemo> ' } : {};
  const lines = createInterface({ input: stdin, ...shown });
  stop.signal.addEventListener('abort', () => lines.close(), { once: true });
  // On a terminal it is readline that hears Ctrl-C.
  lines.on('SIGINT', () => stop.abort());
  // Lines of a pipe are still to be read after its end, and newer versions of Node refuse a prompt then.
  let atEnd = false;
  lines.once('close', () => {
    atEnd = true;
  });
  try {
    lines.prompt();
    for await (const line of lines) {
      if (stdin.isTTY !== true && line.trim() !== '') stdout.write(`\ndemo> ${line}\n`);
      if (!(await session.enter(line))) break;
      if (!atEnd) lines.prompt();
    }
  } finally {
    lines.close();
  }
};

const play = async (world: World, host: string, once: boolean, surroundings: Surroundings): Promise<boolean> => {
  const { stdout, env, signal } = surroundings;
  const style = styleOf(stdout, env);
  const canRedraw = stdout.isTTY === true && env['TERM'] !== 'dumb' && (stdout.columns ?? 0) >= 40;
  const rows = canRedraw ? process.stdout.rows : undefined;
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(), { once: true });
  if (signal.aborted) stop.abort();
  const session = openSession(world, { write: (text) => void stdout.write(text), style, rows }, stop.signal);
  try {
    const first = `/mail diagnose ${host}`;
    stdout.write(typed(style, first));
    await session.enter(first);
    if (once) return session.answered();
    stdout.write(`\nNow it is yours: /mail help, break ${host} disk-full, mend ${host}, faults, help, quit.\n`);
    await converse(session, surroundings, stop);
  } catch (error) {
    // Ctrl-C is a way to end the demo, and no failure unless the one diagnosis was wanted.
    if (once || !stop.signal.aborted) throw error;
  } finally {
    session.close();
  }
  return true;
};

/** `stuckmail demo`: the whole of Stuckmail with simulated hosts and a practice Slack, and nothing to set up. */
export const runDemo: RunCommand = async (args, surroundings) => {
  const { values, positionals } = readArguments(args, options);
  refuseWords(positionals, 'only options, for example: stuckmail demo --once');
  const host = oneOf('--host', values.host ?? 'host01', hostNames);
  const faultNames = faults.map(({ name }) => name);
  const fault = values.fault === undefined ? undefined : oneOf('--fault', values.fault, faultNames);
  const planned = plan(host, fault);
  const { stdout, env } = surroundings;
  stdout.write(`${introduction(planned, styleOf(stdout, env)).join('\n')}\n`);
  const world = await openDemo(planned, surroundings);
  let whole = false;
  try {
    whole = await play(world, host, values.once === true, surroundings);
  } finally {
    await world.close();
  }
  if (values.once !== true) stdout.write('\nThe demo has ended; its hosts, servers and files are gone.\n');
  else if (!whole) surroundings.stderr.write('stuckmail demo: the thread did not come to its end\n');
  return whole ? exitStatus.ok : exitStatus.unknown;
};
