/** One read-only probe: shell text that runs on the host inside the collector script. */
export interface Probe {
  readonly id: string;
  /** Time limit in seconds; the host's own watchdog ends the probe with its children after it. */
  readonly seconds: number;
  /** Limit of its output in bytes; what comes after is cut and marked. */
  readonly bytes: number;
  /**
   * Body of a shell function. POSIX sh and ksh88 only. It calls `run 'command as shown' command args...` for everything
   * that is evidence; see collector/script.ts for the helpers it may use and the facts the preamble leaves in variables.
   */
  readonly script: string;
  /** Shell functions that only this probe uses; their names must not clash with those of others. */
  readonly helpers?: string;
}

/** Output of one command of a probe. `exitCode` is null when it was ended by a limit or its end was not seen. */
export interface CommandOutput {
  readonly command: string;
  readonly exitCode: number | null;
  readonly lines: readonly string[];
}

/** How a probe ended. `missing`: nothing came (connection lost before); `partial`: connection lost in the middle. */
export type ProbeEnd = 'done' | 'timed-out' | 'cut' | 'partial' | 'missing';

/** What came back from one probe. */
export interface ProbeResult {
  readonly probe: string;
  readonly end: ProbeEnd;
  readonly outputs: readonly CommandOutput[];
  readonly seconds: number;
}
