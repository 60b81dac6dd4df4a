import type { Readable } from 'node:stream';
import type { WriteStream } from 'node:tty';

type Output = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** What a command may touch of the process that runs it. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Gives the exit status. */
export type RunCommand = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

export interface Command {
  readonly name: string;
  /** What stands after the name, as help shows it. */
  readonly usage: string;
  readonly summary: string;
  /** Loaded only when it is asked for: `diagnose` needs nothing of Slack. */
  readonly load: () => Promise<RunCommand>;
}

/** Words typed by the person can't be used; the message says what was expected. */
export class UsageError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'UsageError';
  }
}

/** Something around the command is not as it must be (a file, a variable, a server); the message is for people. */
export class SetupError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SetupError';
  }
}
