/** What stands behind the queue id: * being delivered, - too young, X load too high, ? lost, ! held (Postfix). */
export type QueueMarker = '*' | '-' | 'X' | '?' | '!' | '';

export interface QueueEntry {
  readonly id: string;
  readonly marker: QueueMarker;
  readonly size: number | null;
  /** As printed, without a year: `Sun Nov 22 13:31`. */
  readonly time: string | null;
  readonly sender: string;
  /** Last result without the parentheses; mailq cuts it at 60 characters. Null: not tried yet. */
  readonly status: string | null;
  readonly quarantine: string | null;
  readonly recipients: number;
}
