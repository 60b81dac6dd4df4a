import type { Standing } from '../../../domain/fleet/host-outcome.ts';

export const standingMarks: Readonly<Record<Standing, string>> = {
  failed: '❌',
  unreachable: '⛔',
  degraded: '⚠️',
  unknown: '❔',
  broken: '❔',
  missing: '❔',
  never: '❔',
  healthy: '✅',
};

/** Said beside a host's name, so that nobody has to know the marks. */
export const standingWords: Readonly<Record<Standing, string>> = {
  failed: 'failed',
  unreachable: 'not reached',
  degraded: 'needs attention',
  unknown: 'unknown',
  broken: 'not checked',
  missing: 'no answer',
  never: 'never checked',
  healthy: 'healthy',
};
