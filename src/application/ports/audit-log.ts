/** Who did what, where, and what came of it. One record a request, allowed or not. */
export interface AuditRecord {
  readonly who: string;
  readonly what: string;
  readonly where: string;
  readonly outcome: 'allowed' | 'denied' | 'rejected' | 'queued' | 'joined' | 'failed' | 'finished';
  readonly detail?: string;
}

export interface AuditLog {
  record(entry: AuditRecord): void;
}
