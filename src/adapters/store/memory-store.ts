import type { Clock } from '../../application/ports/clock.ts';
import type { RunRecord, RunStore } from '../../application/ports/run-store.ts';
import { becameFinished, keepMsOf, newRecord, unknownRun } from './records.ts';

interface MemoryStoreOptions {
  readonly clock?: Clock;
  /** Records kept at most; of those whose run is over, the one left alone longest goes first. */
  readonly maxRecords?: number;
}

/** Run records of a single process; gone when it ends. */
export function createMemoryStore(options: MemoryStoreOptions = {}): RunStore {
  const { clock = { now: () => new Date() }, maxRecords = 500 } = options;
  /** In order of their last change, so that what is old is at the front. */
  const records = new Map<string, { readonly record: RunRecord; readonly until: number }>();
  const latest = new Map<string, string>();
  const claims = new Map<string, number>();
  const now = (): number => clock.now().getTime();

  function forgetOld(): void {
    for (const [runId, { record, until }] of records) {
      const over = record.state === 'finished' || record.state === 'failed';
      if (until > now() && records.size <= maxRecords) break;
      if (until > now() && !over) continue;
      records.delete(runId);
      if (latest.get(record.request.host) === runId) latest.delete(record.request.host);
    }
    for (const [key, until] of claims) if (until <= now()) claims.delete(key);
  }

  function read(runId: string): RunRecord | undefined {
    const kept = records.get(runId);
    return kept === undefined || kept.until <= now() ? undefined : kept.record;
  }

  function keep(record: RunRecord): RunRecord {
    const { runId } = record.request;
    records.delete(runId);
    records.set(runId, { record, until: now() + keepMsOf(record) });
    forgetOld();
    return record;
  }

  return {
    get: async (runId) => read(runId),
    open: async (request) => read(request.runId) ?? keep(newRecord(request)),
    update: async (runId, change) => {
      const before = read(runId);
      if (before === undefined) throw unknownRun(runId);
      const after = change(before);
      if (becameFinished(before, after)) latest.set(after.request.host, runId);
      return keep(after);
    },
    latest: async (host) => read(latest.get(host) ?? ''),
    unclaim: async (key) => {
      claims.delete(key);
    },
    claim: async (key, ms) => {
      if ((claims.get(key) ?? 0) > now()) return false;
      claims.set(key, now() + ms);
      if (claims.size > maxRecords) forgetOld();
      return true;
    },
    close: async () => undefined,
  };
}
