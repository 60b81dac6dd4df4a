import type { Diagnosis } from '../../src/domain/diagnosis/diagnosis.ts';
import type { HostHealth } from '../../src/domain/incident/host-health.ts';
import { type Board, emptyBoard } from '../../src/domain/incident/incident.ts';
import { noteOutcome } from '../../src/domain/incident/note-outcome.ts';
import { defaultIncidentSettings } from '../../src/domain/incident/settings.ts';
import { settle } from '../../src/domain/incident/settle.ts';
import { diagnosisOf } from '../queue/examples.ts';

export const start = Date.parse('2026-11-22T14:05:00.000Z');

/** `minutes` after the begin of the story. */
export const at = (minutes: number): string => new Date(start + minutes * 60_000).toISOString();

export type Found = 'works' | 'login' | 'tls' | 'stopped' | 'unreachable' | 'unknown';

const failures: Readonly<Record<string, Partial<Diagnosis>>> = {
  login: { status: 'failed', failedStage: 'authentication', code: 'AUTH_INVALID_535' },
  tls: { status: 'failed', failedStage: 'starttls', code: 'TLS_CERTIFICATE_EXPIRED' },
  stopped: { status: 'failed', failedStage: 'service', code: 'SERVICE_STOPPED' },
  unreachable: { status: 'unreachable', code: 'SSH_JUMP_FAILED' },
  unknown: { status: 'unknown' },
};

/** What a check of a host found that began at this minute. */
export const found = (host: string, what: Found, minutes: number, queued: number | null = 0): Diagnosis => ({
  ...diagnosisOf(host),
  ...failures[what],
  ...(what === 'works' ? {} : { summary: `${host}: ${what}.`, action: 'Mend it.', meaning: 'It is broken.' }),
  relay: { host: 'relay.example.com', port: 587 },
  queue: queued === null ? null : { total: queued, deferred: queued, quarantined: 0, oldestSeconds: null },
  startedAt: at(minutes),
});

/** A fleet whose checks settle one after another, as the desk does it, without any store. */
export interface Story {
  board: Board;
  readonly healths: Map<string, HostHealth>;
  /** A check at this minute; the run id is made of host and minute. */
  check(host: string, what: Found, minutes: number, queued?: number | null): void;
}

export const story = (settings = defaultIncidentSettings): Story => {
  const healths = new Map<string, HostHealth>();
  const told: Story = {
    board: emptyBoard,
    healths,
    check: (host, what, minutes, queued = 0) => {
      const outcome = { runId: `${host}-${minutes}`, diagnosis: found(host, what, minutes, queued) };
      const health = noteOutcome(healths.get(host), outcome);
      healths.set(host, health);
      told.board = settle(told.board, health, { now: at(minutes), settings, channel: 'C1' });
    },
  };
  return told;
};
