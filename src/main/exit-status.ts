import type { HostStatus } from '../domain/diagnosis/diagnosis.ts';

/** As monitoring plugins: 0 ok, 1 warning, 2 critical, 3 unknown; also for input that can't be used. */
export const exitStatus = { ok: 0, warning: 1, critical: 2, unknown: 3, interrupted: 130 } as const;

const statusOf: Readonly<Record<HostStatus, number>> = {
  healthy: exitStatus.ok,
  degraded: exitStatus.warning,
  failed: exitStatus.critical,
  unreachable: exitStatus.unknown,
  unknown: exitStatus.unknown,
};

/** From harmless to worst, as the monitoring plugins' `max_state_alt` has it: a proven failure outweighs a blind spot. */
const order: readonly number[] = [exitStatus.ok, exitStatus.warning, exitStatus.unknown, exitStatus.critical];

/** The exit status for what was found on one or several hosts: the worst. */
export const exitStatusOf = (statuses: readonly HostStatus[]): number =>
  order[Math.max(0, ...statuses.map((status) => order.indexOf(statusOf[status])))] ?? exitStatus.unknown;
