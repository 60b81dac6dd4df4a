/** One thing that is wrong in the configuration file. Line and column count from 1. */
export interface ConfigurationProblem {
  readonly line: number;
  readonly column: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** The configuration file can't be used; the message holds one line a problem: `file:line:column: what`. */
export class ConfigurationError extends Error {
  readonly file: string;
  readonly problems: readonly ConfigurationProblem[];

  constructor(file: string, problems: readonly ConfigurationProblem[], options?: { cause?: unknown }) {
    const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    super(
      sorted.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
      options?.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'ConfigurationError';
    this.file = file;
    this.problems = sorted;
  }
}
