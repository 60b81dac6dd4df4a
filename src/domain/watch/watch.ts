import type { Target } from '../command/command.ts';

/** Something that is checked again and again. */
export interface Watch {
  readonly target: Target;
  readonly everySeconds: number;
  /** Where its incidents go; the configured channel when left out. */
  readonly channel?: string;
  /** The person who added it by command; null for one of the configuration file. */
  readonly addedBy: string | null;
}
