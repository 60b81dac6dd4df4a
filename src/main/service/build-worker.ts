import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { diagnoseHost } from '../../application/diagnose-host.ts';
import { executeRun } from '../../application/execute-run.ts';
import type { History } from '../../application/history.ts';
import { relayOf } from '../../application/limits/relay-of.ts';
import { createTurns } from '../../application/limits/turns.ts';
import type { AuditLog } from '../../application/ports/audit-log.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { type JobQueue, RetryLater } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import type { RemoteShell } from '../../application/ports/remote-shell.ts';
import type { RunReporter } from '../../application/ports/run-reporter.ts';
import type { RunRecord, RunStore } from '../../application/ports/run-store.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';

/** Runs that wait for a relay use nothing; so many more are taken meanwhile, or they would hold up all others. */
const mostWaiting = 500;

export interface WorkerParts {
  readonly configuration: Configuration;
  readonly queue: JobQueue;
  readonly store: RunStore;
  readonly reporter: RunReporter;
  /** What follows from an outcome: incidents, history, surveys. Repeatable for the same record. */
  readonly follow?: (record: RunRecord) => Promise<void>;
  /** What a failing run sees changed since mail last worked. */
  readonly sinceWorked?: History['seenBy'];
  readonly shell: RemoteShell;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly log: Log;
  readonly onDiagnosed: (diagnosis: Diagnosis) => void;
  readonly onFailed: () => void;
}

/** Starts to take runs from the queue. */
export const startWorking = (parts: WorkerParts): Promise<void> => {
  const { configuration, queue, store, shell, clock, log, onDiagnosed, onFailed } = parts;
  const { runs, perRelay } = configuration.limits;
  const turns = createTurns({
    runs,
    perRelay,
    clock,
    onWaitingForRelay: (count) => queue.resize(runs + Math.min(count, mostWaiting)),
  });
  return queue.work(
    async (attempt) => {
      try {
        await executeRun(
          {
            ...parts,
            diagnose: async (request, options) => {
              const host = configuration.inventory.find(request.host);
              if (host === undefined) throw new Error(`${request.host} is not in ${configuration.file} of the worker`);
              const { maskAddresses } = configuration;
              const relay = await relayOf(host, store, log);
              const diagnosis = await turns.take(relay, options, (run) =>
                diagnoseHost({ ...run, onTraits: options.onTraits, host, shell, clock, maskAddresses }),
              );
              onDiagnosed(diagnosis);
              return diagnosis;
            },
          },
          attempt,
        );
      } catch (error) {
        // Another try follows this one: nothing has failed yet.
        if (!(error instanceof RetryLater) || attempt.last) onFailed();
        throw error;
      }
    },
    { concurrency: runs },
  );
};
