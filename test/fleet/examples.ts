import type { HostOutcome, Standing } from '../../src/domain/fleet/host-outcome.ts';
import type { Cause } from '../../src/domain/incident/cause.ts';

export const refused: Cause = { stage: 'authentication', code: 'AUTH_INVALID_535', relay: 'smtp.example.com:587' };
export const unroutable: Cause = { stage: 'connectivity', code: 'CONN_REFUSED', relay: 'smtp.example.com:587' };

export const outcome = (
  host: string,
  standing: Standing = 'healthy',
  given: Partial<HostOutcome> = {},
): HostOutcome => ({
  host,
  standing,
  cause: null,
  summary: `${host} is ${standing}.`,
  action: standing === 'failed' ? 'Mend it.' : '',
  queue: 0,
  runId: `run-${host}`,
  at: '2026-11-22T14:05:00.000Z',
  ...given,
});

export const hostNames = (count: number, letters = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => `host${String(index).padStart(3, '0')}`.padEnd(letters, 'x'));
