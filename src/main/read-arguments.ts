import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestNames } from '../domain/text/nearest-names.ts';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The options of every command that reads the configuration file. */
export const configurationOption = { config: { type: 'string' } } as const satisfies Options;

/** parseArgs of Node, with errors that say what would have worked. */
export const readArguments = <T extends Options>(args: readonly string[], options: T) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const typed = args.find((word) => /^-./.test(word) && !isKnown(word, options));
    const known = Object.keys(options).map((name) => `--${name}`);
    if (typed === undefined) {
      throw new UsageError(error instanceof Error ? firstLine(error.message) : String(error), { cause: error });
    }
    const [nearest] = nearestNames(typed, known, 1);
    const hint = nearest === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${nearest}?`;
    throw new UsageError(`unknown option ${typed.slice(0, 60)}; ${hint}`, { cause: error });
  }
};

const isKnown = (word: string, options: Options): boolean =>
  Object.hasOwn(options, word.replace(/^--/, '').replace(/=.*$/s, ''));

const firstLine = (text: string): string => text.split('\n')[0] ?? text;

/** For commands that take no words. */
export const refuseWords = (words: readonly string[], expected: string): void => {
  if (words.length > 0) throw new UsageError(`unexpected "${words[0]?.slice(0, 60)}"; expected ${expected}`);
};
