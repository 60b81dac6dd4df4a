import type { Host } from '../../domain/host/host.ts';

/** Why a host could not be reached or was lost; `code` is a row of the error table with stage `access`. */
export class AccessError extends Error {
  readonly code: string;
  /** Whether trying again later can help (network trouble), or only a person can (keys, logins, algorithms). */
  readonly temporary: boolean;
  constructor(code: string, message: string, options: { cause?: unknown; temporary: boolean }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AccessError';
    this.code = code;
    this.temporary = options.temporary;
  }
}

export interface ScriptEnd {
  /** Exit status of the shell, or null when it was ended by a signal. */
  readonly exitCode: number | null;
  /** The last few kilobytes of standard error: login noise, and why a shell could not start. */
  readonly errorText?: string;
}

/** Runs one script on a host over one channel. */
export interface RemoteShell {
  /**
   * Sends `script` to `sh -s` and gives its standard output in pieces as it comes. The standard input stays open until
   * the script ends, so that the script can notice a lost connection. Rejects with AccessError when the host cannot be
   * reached, refuses, or is lost before the script ended; with the signal's reason when aborted.
   */
  run(
    host: Host,
    script: string,
    options: {
      signal: AbortSignal;
      onConnected: () => void;
      onOutput: (piece: Uint8Array) => void;
      /** The run waits for a turn, and for what; `undefined` when it goes on. */
      onWaiting?: (waitsFor: string | undefined) => void;
    },
  ): Promise<ScriptEnd>;
  close(): Promise<void>;
}
