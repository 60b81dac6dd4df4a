import type { Logger } from 'pino';
import type { AuditLog } from '../../application/ports/audit-log.ts';

/** Writes each request as a line of its own, told by `audit: true`. Always written, whatever the level of the log is. */
export const createAuditLog = (logger: Logger): AuditLog => {
  const audit = logger.child({ audit: true }, { level: 'info' });
  return {
    record: ({ who, what, where, outcome, detail }) =>
      audit.info({ who, what, where, outcome, ...(detail === undefined ? {} : { detail }) }, 'audit'),
  };
};
