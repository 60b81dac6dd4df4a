import type { CommandOutput } from '../collector/probe.ts';

/** Which command shows which finding, by code; the first rule that fits a finding names what is read first. */
const proofs: readonly (readonly [RegExp, RegExp])[] = [
  [/./, /: lines of [0-9A-Za-z]+$/],
  [/^CONFIG_AUTHINFO_(?:DB_STALE|DB_UNREADABLE|NO_ENTRY)/, /^compare /],
  [/^CONFIG_AUTHINFO_DB_STALE/, /^find /],
  [/^CONFIG_(?:AUTHINFO_DB|AUTHINFO_READABLE|FILE|SUBMIT|SENDMAIL)/, /^ls -l of the mail files/],
  [/^CONFIG_(?:BUILD|SYNTAX|HOST_NAME)/, / -d0\.1 /],
  [/^CONFIG_/, /^grep the relay/],
  [/^TLS_/, /^TLS demands/],
  [/^SERVICE_(?:NO_QUEUE_RUNNER|LOCAL_REFUSED)/, /^cat .*\.pid$/],
  [/^SERVICE_SUSPENDED/, /^ps -l/],
  [/^(?:SERVICE|SRC)_/, /^lssrc/],
  [/^(?:SERVICE|SRC)_/, /^ps -e/],
  [/^QUEUE_DISK_FULL/, /^df /],
  [/^QUEUE_(?:NOT_WRITABLE|DIRECTORY)/, /^(?:test -w|ls -ld) /],
  [/^QUEUE_LOAD/, /^uptime/],
  [/^QUEUE_CLIENT/, /CLIENT QUEUE|submitted/],
  [/^QUEUE_(?:QUARANTINED|LOST)/, /^ls QUEUE|^status lines of queued/],
  [/^QUEUE_/, /^mailq$/],
  [/^QUEUE_/, /^ls QUEUE|^status lines of queued/],
  [/^DNS_RESOLV_CONF/, /resolv\.conf$/],
  [/^DNS_SWITCHED_OFF/, /(?:netsvc|irs)\.conf$/],
  [/^DNS_HOSTS_ENTRY/, /\/etc\/hosts$/],
  [/^DNS_/, /^(?:DNS questions|host |nslookup )/],
  [/^LOGS_(?:NOT_CONFIGURED|FILE_MISSING)/, /^(?:grep mail|ls -l) /],
  [/^LOGS_/, /^tail of /],
];

/** The same outputs, those first that prove the findings, worst finding first: of a long stage only the beginning is read. */
export const proofFirst = (outputs: readonly CommandOutput[], codes: readonly string[]): readonly CommandOutput[] => {
  const wanted = codes.flatMap((code) => proofs.flatMap(([of, command]) => (of.test(code) ? [command] : [])));
  const rank = ({ command }: CommandOutput): number => {
    const at = wanted.findIndex((pattern) => pattern.test(command));
    return at < 0 ? wanted.length : at;
  };
  return outputs.toSorted((a, b) => rank(a) - rank(b));
};
