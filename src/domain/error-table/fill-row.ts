import type { ErrorRow } from './error-row.ts';

/** Facts for the placeholders of a row: `relay`, `port`, `host`, `file`, ... */
export type RowFacts = Readonly<Record<string, string | number | null | undefined>>;

/** What a reader sees where a fact is not known. */
const unknown: Readonly<Record<string, string>> = { port: '587' };

const fill = (text: string, facts: RowFacts, missing: (name: string) => string): string =>
  text.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    const value = facts[name];
    return value === undefined || value === null || value === '' ? missing(name) : String(value);
  });

/** Meaning, action and commands of a row with its facts put in. In commands an unknown fact is a word in capitals, to be replaced. */
export const fillRow = (
  row: ErrorRow,
  facts: RowFacts = {},
): {
  readonly title: string;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
} => {
  const inText = (name: string): string => unknown[name] ?? `the ${name}`;
  const inCommand = (name: string): string => unknown[name] ?? name.toUpperCase();
  return {
    title: fill(row.title, facts, inText),
    meaning: fill(row.meaning, facts, inText),
    action: fill(row.action, facts, inText),
    commands: row.commands.map((command) => fill(command, facts, inCommand)),
  };
};
