import type { StageId } from '../stages/stage-id.ts';

/** Where a failure belongs: a stage of the mail path, or `access`: the host itself could not be reached. */
export type ErrorPlace = StageId | 'access';

/** How text of programs is told apart when it is read; also the kinds of `explain --as`. */
export type TextKind = 'maillog' | 'mailq' | 'smtp' | 'openssl' | 'network' | 'src' | 'errpt';

/** One wording that proves a row: a regular expression, matched without case, and where it counts. */
export interface Wording {
  /** Source of a regular expression; matched with flags `iu` against one logical line (an SMTP reply is one line). */
  readonly pattern: string;
  /** Only in text of these kinds; any kind when left out. */
  readonly kinds?: readonly TextKind[];
}

/** One failure that Stuckmail can name. The table of these rows is data: a new failure is a new row. */
export interface ErrorRow {
  /** Capitals and underscores, never reused for another meaning. */
  readonly code: string;
  readonly stage: ErrorPlace;
  /** One line, at most 70 characters, for headings: "The relay refuses the login (535)". */
  readonly title: string;
  /** What it means, in words for somebody who does not know Sendmail. */
  readonly meaning: string;
  /** What to do next; an operator can follow it. May hold `{relay}`, `{port}`, `{host}`, `{file}` and other facts. */
  readonly action: string;
  /** Commands to type on the host (or elsewhere, then the text says so). Same placeholders. Never run by Stuckmail. */
  readonly commands: readonly string[];
  /** `permanent`: mail bounces or is lost now. `temporary`: it waits and is tried again. `none`: no mail is held up by this alone. */
  readonly effect: 'permanent' | 'temporary' | 'none';
  /** Wordings of relays and programs that show this failure; empty when only a judge can tell it. */
  readonly wordings: readonly Wording[];
  /** Its wordings say little: any wording of another row that fits is preferred. */
  readonly general?: boolean;
  /** Where the wording or the knowledge comes from: program and version, or provider. */
  readonly source: string;
}
