import type { RunRequest } from '../../src/application/ports/job-queue.ts';
import type { Log } from '../../src/application/ports/log.ts';
import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';

export const quiet: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const requestOf = (runId: string, host = 'host01'): RunRequest => ({
  runId,
  host,
  requestedBy: 'U1',
  place: { team: 'T1', channel: 'C1' },
  requestedAt: '2026-01-02T03:04:05.000Z',
});

export const diagnosisOf = (host: string): Diagnosis => ({
  schemaVersion: 1,
  host,
  status: 'healthy',
  failedStage: null,
  code: null,
  certainty: null,
  summary: 'Mail gets out.',
  meaning: '',
  action: '',
  commands: [],
  stages: [],
  alsoFound: [],
  checklist: [],
  relay: null,
  queue: null,
  startedAt: '2026-01-02T03:04:06.000Z',
  seconds: 1,
});

/** Waits until `check` holds; the limit only ends a test that failed. */
export async function until(check: () => boolean | Promise<boolean>, what: string, limitMs = 90_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}
