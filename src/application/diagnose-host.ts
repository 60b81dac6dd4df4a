import { FrameReader } from '../domain/collector/frames.ts';
import type { ProbeResult } from '../domain/collector/probe.ts';
import { buildScript } from '../domain/collector/script.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import type { Diagnosis } from '../domain/diagnosis/diagnosis.ts';
import type { Progress } from '../domain/diagnosis/progress.ts';
import { unreachable } from '../domain/diagnosis/unreachable.ts';
import { readTraits, type Traits } from '../domain/history/traits.ts';
import type { Host } from '../domain/host/host.ts';
import { readFacts } from '../domain/stages/host-facts.ts';
import { probes, stages } from '../domain/stages/index.ts';
import { maskAddresses } from '../domain/text/mask-addresses.ts';
import { createLineRedactor } from '../domain/text/redact-secrets.ts';
import { startStopwatch } from './limits/stopwatch.ts';
import type { Clock } from './ports/clock.ts';
import { AccessError, type RemoteShell } from './ports/remote-shell.ts';

export interface DiagnoseOptions {
  readonly host: Host;
  readonly shell: RemoteShell;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** What the host was like, for comparison with other runs; not called for a host that was not reached. */
  readonly onTraits?: (traits: Traits) => void;
  /** A new word of 16 to 64 hexadecimal digits for every run; only tests give one. */
  readonly nonce?: string;
  /** Limit of the whole run, without the time it waits for its turn; every probe has a shorter one of its own on the host. Default 90. */
  readonly limitSeconds?: number;
  /** Whether mail addresses of people become pseudonyms; secrets are removed in any case. Default true. */
  readonly maskAddresses?: boolean;
}

const newNonce = (): string => crypto.randomUUID().replaceAll('-', '');

const newCleaner = (mask: boolean) => (): ((line: string) => string) => {
  const redact = createLineRedactor();
  return (line) => (mask ? maskAddresses(redact(line)) : redact(line));
};

/** The host's script covers secrets before they leave; this is for hosts whose awk did not do as it was told. */
const withoutSecrets = (result: ProbeResult): ProbeResult => ({
  ...result,
  outputs: result.outputs.map((output) => ({ ...output, lines: output.lines.map(createLineRedactor()) })),
});

const probeIds = ['facts', ...probes.map((probe) => probe.id)];

/** Tells of each stage as soon as everything it is judged by is there. */
const stageTeller = (tryLogin: boolean, clean: (line: string) => string, tell: (progress: Progress) => void) => {
  const results = new Map<string, ProbeResult>();
  const told = new Set<string>();
  return (result: ProbeResult): void => {
    results.set(result.probe, withoutSecrets(result));
    for (const stage of stages) {
      if (told.has(stage.id) || !stage.needs.every((probe) => results.has(probe))) continue;
      told.add(stage.id);
      const judgement = stage.judge(readFacts([...results.values()], tryLogin));
      tell({ kind: 'stage', stage: stage.id, status: judgement.status, summary: clean(judgement.summary) });
    }
  };
};

/**
 * Examines one host: one script over one channel, progress as results come, one Diagnosis. Trouble with the host never rejects:
 * it is a Diagnosis of its own. Rejects with the signal's reason when `signal` aborts.
 */
export async function diagnoseHost(options: DiagnoseOptions): Promise<Diagnosis> {
  const { host, shell, clock, signal } = options;
  const nonce = options.nonce ?? newNonce();
  const cleaner = newCleaner(options.maskAddresses ?? true);
  const clean = (text: string): string => cleaner()(text);
  const tell = options.onProgress ?? (() => undefined);
  const limitSeconds = options.limitSeconds ?? 90;
  const startedAt = clock.now();
  const script = buildScript(probes, {
    nonce,
    become: host.become,
    tryLogin: host.tryLogin,
    watchInput: true,
    ...(host.relay ? { relay: host.relay } : {}),
  });
  const reader = new FrameReader(nonce, stageTeller(host.tryLogin, clean, tell), () => clock.now().getTime());
  const decoder = new TextDecoder();
  const limit = new AbortController();
  const watch = startStopwatch(clock, limitSeconds, () =>
    limit.abort(new Error(`the run did not end within ${limitSeconds} s`)),
  );
  tell({ kind: 'connecting' });
  let trouble: unknown;
  try {
    await shell.run(host, script, {
      signal: AbortSignal.any([signal, limit.signal]),
      onConnected: () => tell({ kind: 'connected' }),
      onWaiting: (waitsFor) => {
        if (waitsFor === undefined) watch.goOn();
        else watch.pause();
        tell(waitsFor === undefined ? { kind: 'connecting' } : { kind: 'waiting', waitsFor });
      },
      onOutput: (piece) => reader.push(decoder.decode(piece, { stream: true })),
    });
  } catch (error) {
    signal.throwIfAborted();
    trouble = error;
  } finally {
    watch.end();
  }
  if (!reader.started) {
    const code =
      trouble instanceof AccessError ? trouble.code : trouble === undefined ? 'SSH_SHELL_UNUSABLE' : 'SSH_TIMED_OUT';
    const detail =
      trouble instanceof Error
        ? trouble.message
        : `the login works, but ${host.name} did not run the check: its shell printed nothing of it`;
    return unreachable(host, code, clean(detail), startedAt, watch.seconds());
  }
  const results = reader.finish(probeIds).map(withoutSecrets);
  options.onTraits?.(readTraits(results, clean));
  return diagnose({
    host: host.name,
    results,
    tryLogin: host.tryLogin,
    startedAt,
    seconds: watch.seconds(),
    cleaner,
  });
}
