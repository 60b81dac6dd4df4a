import type { HistoryEntry } from '../../domain/history/history-entry.ts';

/** What a picture is about: a host and a period in milliseconds since 1970. */
export interface PictureRequest {
  readonly host: string;
  readonly from: number;
  readonly to: number;
}

/** PNG bytes: queue length and outcomes over time. Entries in the order of time. Rejects where nothing can be drawn. */
export type DrawHistory = (entries: readonly HistoryEntry[], request: PictureRequest) => Promise<Uint8Array>;
