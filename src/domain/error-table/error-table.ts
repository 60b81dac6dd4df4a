import type { ErrorRow } from './error-row.ts';
import { accessRows } from './rows/access.ts';
import { authenticationRows } from './rows/authentication.ts';
import { authinfoRows } from './rows/authinfo.ts';
import { certificateRows } from './rows/certificates.ts';
import { configurationRows } from './rows/configuration.ts';
import { connectivityRows } from './rows/connectivity.ts';
import { dnsRows } from './rows/dns.ts';
import { localDeliveryRows } from './rows/local-delivery.ts';
import { logsRows } from './rows/logs.ts';
import { queueRows } from './rows/queue.ts';
import { relayLimitRows } from './rows/relay-limits.ts';
import { relayMessageRows } from './rows/relay-message.ts';
import { relayReputationRows } from './rows/relay-reputation.ts';
import { relaySenderRows } from './rows/relay-sender.ts';
import { serviceRows } from './rows/service.ts';
import { starttlsRows } from './rows/starttls.ts';

/** Every failure that Stuckmail can name, in the order of the mail path; reaching the host comes first. */
export const errorTable: readonly ErrorRow[] = [
  ...accessRows,
  ...serviceRows,
  ...configurationRows,
  ...authinfoRows,
  ...localDeliveryRows,
  ...queueRows,
  ...dnsRows,
  ...connectivityRows,
  ...starttlsRows,
  ...certificateRows,
  ...authenticationRows,
  ...relaySenderRows,
  ...relayReputationRows,
  ...relayLimitRows,
  ...relayMessageRows,
  ...logsRows,
];

const byCode = new Map(errorTable.map((row) => [row.code, row]));

/** Adds failures of the operators' own; their codes are checked to be new before. */
export const addRows = (rows: readonly ErrorRow[]): void => {
  for (const row of rows) byCode.set(row.code, row);
};

export const findRow = (code: string): ErrorRow | undefined => byCode.get(code);

/** The row of a code that the program itself names; an unknown one is a defect of the program. */
export const rowOf = (code: string): ErrorRow => {
  const row = byCode.get(code);
  if (!row) throw new Error(`the error table has no row ${code}`);
  return row;
};
