import type { PictureRequest } from '../../application/ports/draw-history.ts';
import type { HistoryEntry } from '../../domain/history/history-entry.ts';
import { drawHistory } from './history-chart.ts';

// A process of its own for one picture; draw-apart.ts starts it, sends what to draw, and ends with it.
process.once('disconnect', () => process.exit());
process.once('message', ({ entries, request }: { entries: readonly HistoryEntry[]; request: PictureRequest }) => {
  drawHistory(entries, request).then(
    (png) => process.send?.({ png }),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});
