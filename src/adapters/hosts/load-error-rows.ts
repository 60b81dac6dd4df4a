import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ErrorRow } from '../../domain/error-table/error-row.ts';
import { findRow } from '../../domain/error-table/index.ts';
import { stageIds } from '../../domain/stages/stage-id.ts';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.ts';
import { readYaml, type YamlPath } from './yaml-source.ts';

const words = (what: string) =>
  z
    .string({ error: what })
    .trim()
    .min(1, { error: what })
    .max(1000, { error: `${what}, at most 1000 characters` });

const row = z.strictObject(
  {
    code: z.string({ error: 'a code in capitals' }).regex(/^[A-Z][A-Z0-9_]{2,60}$/, {
      error: 'a code of capitals, digits and underscores, for example OUR_RELAY_CLOSED',
    }),
    stage: z.enum(stageIds, { error: `one of ${stageIds.join(', ')}` }),
    title: words('one line for headings'),
    meaning: words('what it means'),
    action: words('what to do'),
    commands: z.array(words('a command'), { error: 'a list of commands' }).default([]),
    effect: z.enum(['permanent', 'temporary', 'none'], { error: 'permanent, temporary or none' }),
    wordings: z
      .array(words('a regular expression, at most 300 characters').max(300), { error: 'a list of regular expressions' })
      .min(1, { error: 'at least one regular expression' }),
  },
  { error: 'a map with code, stage, title, meaning, action, effect and wordings' },
);

const rows = z.array(row, { error: 'a list of failures, each beginning with "- code:"' });

/** Why an expression can't be used; undefined when it can. Repeated groups inside repeated groups can take for ever. */
const problemOfExpression = (pattern: string): string | undefined => {
  try {
    if (new RegExp(pattern, 'iu').test(''))
      return 'this expression matches an empty line; expected one that only the failure matches';
  } catch (error) {
    return `this is no regular expression: ${error instanceof Error ? error.message : String(error)}`;
  }
  return /[+*}]\)[+*{]/.test(pattern)
    ? 'a repeated group inside a repeated group can take for ever; expected one repetition'
    : undefined;
};

/** Checks the text of a file with failures of one's own; throws ConfigurationError naming every problem with its line. */
export const parseErrorRows = (file: string, text: string): readonly ErrorRow[] => {
  const source = readYaml(file, text);
  const result = rows.safeParse(source.value ?? []);
  if (!result.success) {
    const problems = result.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? source.problemAt(
            [...(issue.path as YamlPath), issue.keys[0] ?? ''],
            `unknown key "${issue.keys[0]}"; expected ${Object.keys(row.shape).join(', ')}`,
            'key',
          )
        : source.problemAt(issue.path as YamlPath, `${issue.path.join('.') || 'the file'}: expected ${issue.message}`),
    );
    throw new ConfigurationError(file, problems, { cause: result.error });
  }
  const problems = result.data.flatMap((one, at): ConfigurationProblem[] => [
    ...(findRow(one.code)
      ? [source.problemAt([at, 'code'], `${one.code} is a code of Stuckmail's own; expected a new one`)]
      : []),
    ...(result.data.findIndex((other) => other.code === one.code) < at
      ? [source.problemAt([at, 'code'], `${one.code} stands here a second time`)]
      : []),
    ...one.wordings.flatMap((pattern, number) => {
      const problem = problemOfExpression(pattern);
      return problem === undefined ? [] : [source.problemAt([at, 'wordings', number], problem)];
    }),
  ]);
  if (problems.length > 0) throw new ConfigurationError(file, problems);
  return result.data.map((one) => ({ ...one, wordings: one.wordings.map((pattern) => ({ pattern })), source: file }));
};

/** Reads failures of one's own, which `errorTable` in stuckmail.yaml names. */
export const loadErrorRows = async (file: string): Promise<readonly ErrorRow[]> => {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigurationError(
      file,
      [
        {
          line: 1,
          column: 1,
          message: `can't be read: ${error instanceof Error ? error.message : String(error)}; errorTable in stuckmail.yaml names it`,
        },
      ],
      { cause: error },
    );
  }
  return parseErrorRows(file, text);
};
