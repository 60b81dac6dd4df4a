import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { diagnoseHost } from '../../application/diagnose-host.ts';
import { executeRun } from '../../application/execute-run.ts';
import type { AuditLog } from '../../application/ports/audit-log.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { JobQueue } from '../../application/ports/job-queue.ts';
import type { Log } from '../../application/ports/log.ts';
import type { RemoteShell } from '../../application/ports/remote-shell.ts';
import type { RunReporter } from '../../application/ports/run-reporter.ts';
import type { RunStore } from '../../application/ports/run-store.ts';
import type { Diagnosis } from '../../domain/diagnosis/diagnosis.ts';

/** Runs side by side in one process. A run mostly waits for its host; more processes take more. */
const runsAtOnce = 50;

export interface WorkerParts {
  readonly configuration: Configuration;
  readonly queue: JobQueue;
  readonly store: RunStore;
  readonly reporter: RunReporter;
  readonly shell: RemoteShell;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly log: Log;
  readonly onDiagnosed: (diagnosis: Diagnosis) => void;
  readonly onFailed: () => void;
}

/** Starts to take runs from the queue. */
export const startWorking = (parts: WorkerParts): Promise<void> => {
  const { configuration, shell, clock, onDiagnosed, onFailed } = parts;
  return parts.queue.work(
    async (attempt) => {
      try {
        await executeRun(
          {
            ...parts,
            diagnose: async (request, { signal, onProgress }) => {
              const host = configuration.inventory.find(request.host);
              if (host === undefined) throw new Error(`${request.host} is not in ${configuration.file} of the worker`);
              const diagnosis = await diagnoseHost({
                host,
                shell,
                clock,
                signal,
                onProgress,
                maskAddresses: configuration.maskAddresses,
              });
              onDiagnosed(diagnosis);
              return diagnosis;
            },
          },
          attempt,
        );
      } catch (error) {
        onFailed();
        throw error;
      }
    },
    { concurrency: runsAtOnce },
  );
};
