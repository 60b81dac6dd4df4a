import { findRow } from '../error-table/error-table.ts';
import { stageTitles } from '../stages/stage-id.ts';
import type { Cause } from './cause.ts';

/** `1 host`, `1,240 messages`. */
export const count = (many: number, thing: string): string =>
  `${many.toLocaleString('en-US')} ${thing}${many === 1 ? '' : 's'}`;

/** `host01`, `host01 and host02`, `host01, host02 and 7 more`. */
export const hostWords = (hosts: readonly string[]): string => {
  const shown = hosts.length > 3 ? [...hosts.slice(0, 2), `${hosts.length - 2} more`] : hosts;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
};

export const stageWords = ({ stage }: Cause): string => (stage === 'access' ? 'access by SSH' : stageTitles[stage]);

/** One line that holds for all hosts of a cause: the title of the error table, or else the sentence of the check. */
export const titleOf = (cause: Cause, summary: string): string => findRow(cause.code)?.title ?? summary;
