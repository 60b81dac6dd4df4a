import type { RunRecord, RunView } from '../../application/ports/run-store.ts';
import { evidenceFile } from './blocks/evidence.ts';
import type { Outbox } from './outbox/outbox.ts';

/** Puts everything that was read into the thread of a view, as a file, once. */
export const shareEvidence = async (
  outbox: Outbox,
  record: RunRecord,
  view: RunView,
  thread: string,
): Promise<void> => {
  const { diagnosis } = record;
  if (diagnosis === undefined) return;
  const at = diagnosis.startedAt.slice(0, 19).replace(/[:T]/gu, '-');
  await outbox.upload(
    { runId: record.request.runId, place: view.place, step: 'evidence' },
    { channel: view.place.channel, thread },
    {
      name: `${diagnosis.host}-${at}.txt`,
      title: `Everything that was read on ${diagnosis.host}`,
      text: evidenceFile(diagnosis),
    },
  );
};
