import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { renderExplanation } from '../../adapters/terminal/render-explanation.ts';
import { styleOf } from '../../adapters/terminal/style.ts';
import { explain, textKinds } from '../../domain/explain/index.ts';
import { nearestNames } from '../../domain/text/nearest-names.ts';
import { type RunCommand, UsageError } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { readArguments } from '../read-arguments.ts';
import { readConfigurationIfAny } from '../read-configuration.ts';

/** Of a longer text the end is kept: in a log it is the newest. */
const longestBytes = 32 * 2 ** 20;

const readEnd = async (stream: Readable, signal: AbortSignal): Promise<string> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  signal.addEventListener('abort', () => stream.destroy(signal.reason as Error), { once: true });
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    while (bytes - (pieces[0]?.length ?? 0) > longestBytes) bytes -= pieces.shift()?.length ?? 0;
  }
  return Buffer.concat(pieces).toString('utf8');
};

const readInput = async (file: string | undefined, stdin: Readable, signal: AbortSignal): Promise<string> => {
  if (file === undefined || file === '-') return await readEnd(stdin, signal);
  try {
    return await readEnd(createReadStream(file), signal);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${file.slice(0, 200)} can't be read (${why}); expected a text file`, { cause: error });
  }
};

const readKind = (typed: string | undefined) => {
  if (typed === undefined) return undefined;
  const kind = textKinds.find((name) => name === typed.toLowerCase());
  if (kind !== undefined) return kind;
  const [nearest] = nearestNames(typed, textKinds, 1);
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
  throw new UsageError(`--as is "${typed.slice(0, 60)}"; expected one of ${textKinds.join(', ')}${hint}`);
};

/** `stuckmail explain`: what pasted output of a program means. */
export const runExplain: RunCommand = async (args, { env, stdin, stdout, stderr, signal }) => {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean' }, as: { type: 'string' } });
  const kind = readKind(values.as);
  const [file, extra] = positionals;
  if (extra !== undefined)
    throw new UsageError(`unexpected "${extra.slice(0, 60)}"; expected one FILE, or text on standard input`);
  if (file === undefined && stdin.isTTY === true)
    stderr.write('Paste the text, then press Ctrl-D on a line of its own.\n');
  const text = await readInput(file, stdin, signal);
  if (text.trim() === '')
    throw new UsageError('the text is empty; expected log lines, an error message or the output of a program');
  await readConfigurationIfAny(env);
  const explanation = explain(text, kind);
  const answer = values.json
    ? JSON.stringify(explanation, null, 2)
    : renderExplanation(explanation, styleOf(stdout, env));
  stdout.write(`${answer}\n`);
  return exitStatus.ok;
};
