import type { CommandOutput, ProbeEnd, ProbeResult } from './probe.ts';

interface Open {
  command: string;
  lines: string[];
}

interface Gathered {
  outputs: CommandOutput[];
  open: Open | undefined;
  timedOut: boolean;
  cut: boolean;
  ended: boolean;
}

/** The longest line that is kept; the script itself cuts at 2,000. */
const longestLine = 8192;

/**
 * Takes the output of the collector script piece by piece and gives each probe's result as soon as it is whole. Whatever
 * does not carry the nonce (banners, login noise, output of shell start files) is passed over.
 */
export class FrameReader {
  readonly #nonce: string;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #onResult: (result: ProbeResult) => void;
  readonly #probes = new Map<string, Gathered>();
  readonly #results = new Map<string, ProbeResult>();
  #rest = '';
  #complete = false;

  /** `now` gives milliseconds; it only measures how long results took. */
  constructor(nonce: string, onResult: (result: ProbeResult) => void, now: () => number) {
    this.#nonce = nonce;
    this.#onResult = onResult;
    this.#now = now;
    this.#startedAt = now();
  }

  push(text: string): void {
    this.#rest += text;
    let from = 0;
    for (;;) {
      const end = this.#rest.indexOf('\n', from);
      if (end < 0) break;
      this.#line(this.#rest.slice(from, end));
      from = end + 1;
    }
    this.#rest = this.#rest.slice(from);
    if (this.#rest.length > longestLine) this.#rest = this.#rest.slice(-longestLine);
  }

  /** Whether the script came to its own end. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Whether any framed line came at all: the shell ran the script. */
  get started(): boolean {
    return this.#probes.size > 0;
  }

  /** The results of these probes, in that order; of what did not come whole, what there is. */
  finish(probes: readonly string[]): ProbeResult[] {
    return probes.map((probe) => {
      const ready = this.#results.get(probe);
      if (ready) return ready;
      const gathered = this.#probes.get(probe);
      return gathered ? this.#resultOf(probe, gathered, 'partial') : { probe, end: 'missing', outputs: [], seconds: 0 };
    });
  }

  #line(line: string): void {
    const at = line.indexOf(`${this.#nonce} `);
    if (at < 0) return;
    const [, probe, rest] = /^(\w+) (.*)$/.exec(line.slice(at + this.#nonce.length + 1).replace(/\r$/, '')) ?? [];
    if (probe === undefined || rest === undefined) return;
    if (probe === 'all' && rest === '! end') {
      this.#complete = true;
      return;
    }
    const gathered = this.#gather(probe);
    if (rest === '! cut') gathered.cut = true;
    else if (rest === '! end') this.#end(probe, gathered);
    else if (rest.startsWith(': ')) this.#content(gathered, rest.slice(2));
  }

  /** One line of a probe: the start of a command, its exit status, a limit, or output. */
  #content(gathered: Gathered, line: string): void {
    // After its end by the watchdog only the shell speaks ("Terminated").
    if (gathered.timedOut) return;
    const mark = line.indexOf(this.#nonce);
    if (mark < 0) {
      gathered.open?.lines.push(line);
      return;
    }
    // Output without a newline at its end has the mark glued to its last line.
    if (mark > 0) gathered.open?.lines.push(line.slice(0, mark));
    const kind = line[mark + this.#nonce.length];
    const value = line.slice(mark + this.#nonce.length + 2);
    if (kind === '>') gathered.open = { command: value, lines: [] };
    else if (kind === '=') this.#close(gathered, /^\d+$/.test(value) ? Number(value) : null);
    else if (kind === '!') gathered.timedOut = true;
  }

  #close(gathered: Gathered, exitCode: number | null): void {
    if (gathered.open) gathered.outputs.push({ ...gathered.open, exitCode });
    gathered.open = undefined;
  }

  #end(probe: string, gathered: Gathered): void {
    if (gathered.ended) return;
    gathered.ended = true;
    const result = this.#resultOf(probe, gathered, gathered.timedOut ? 'timed-out' : gathered.cut ? 'cut' : 'done');
    this.#results.set(probe, result);
    this.#onResult(result);
  }

  #resultOf(probe: string, gathered: Gathered, end: ProbeEnd): ProbeResult {
    this.#close(gathered, null);
    return { probe, end, outputs: gathered.outputs, seconds: (this.#now() - this.#startedAt) / 1000 };
  }

  #gather(probe: string): Gathered {
    let gathered = this.#probes.get(probe);
    if (!gathered) {
      gathered = { outputs: [], open: undefined, timedOut: false, cut: false, ended: false };
      this.#probes.set(probe, gathered);
    }
    return gathered;
  }
}
