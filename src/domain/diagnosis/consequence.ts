/** Faults, by code, and what of the later findings may be nothing but their work. */
const consequences: readonly (readonly [fault: RegExp, finding: RegExp])[] = [
  [/^CONFIG_(?:AUTHINFO_(?:NOT_CONFIGURED|MISSING|DB_\w+|NO_ENTRY)|BUILD_WITHOUT_SASL)$/, /^AUTH_/],
  [/^CONFIG_BUILD_WITHOUT_TLS/, /^(?:AUTH|TLS)_/],
  [/./, /^QUEUE_(?:BACKLOG_WAITING|DEFERRED|HOST_STATUS_CACHED)$/],
];

/** Whether what was also found may go away by itself once the fault is mended; to act on it before that would be for nothing. */
export const mayFollow = (fault: string, finding: string): boolean =>
  consequences.some(([of, one]) => of.test(fault) && one.test(finding));

/** What to do about such a finding. */
export const mendFirst = 'It may follow from the fault above: mend that first, then check again.';
