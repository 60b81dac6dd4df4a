import type { ErrorRow } from './error-row.ts';

/** Facts for the placeholders of a row: `relay`, `port`, `host`, `file`, ... */
export type RowFacts = Readonly<Record<string, string | number | null | undefined>>;

/** What a reader sees where a fact is not known. */
const unknown: Readonly<Record<string, string>> = { port: '587' };

type Shown = (value: string) => string | undefined;

const fill = (text: string, facts: RowFacts, missing: (name: string) => string, shown: Shown): string =>
  text.replace(/\{([a-z]+)\}/g, (_, name: string) => {
    const value = facts[name];
    return (value === undefined || value === null ? undefined : shown(String(value))) ?? missing(name);
  });

const anyText: Shown = (value) => (value === '' ? undefined : value);

/**
 * A fact as one word of a command. Facts come out of logs and pasted text: what a shell would read as more than a plain word, or a
 * program as an option, is left out. Sendmail writes addresses in brackets; programs want them bare.
 */
const plainWord: Shown = (value) =>
  /^(?:\[(?:IPv6:)?([\da-fA-F][\da-fA-F.:]{2,60})\]|([\w/~][\w.@:/+,=%~-]{0,252}))$/
    .exec(value.trim())
    ?.slice(1)
    .find((part) => part !== undefined);

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
    title: fill(row.title, facts, inText, anyText),
    meaning: fill(row.meaning, facts, inText, anyText),
    action: fill(row.action, facts, inText, anyText),
    commands: row.commands.map((command) => fill(command, facts, inCommand, plainWord)),
  };
};
