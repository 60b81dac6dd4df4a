import type { Place } from '../../../application/ports/job-queue.ts';
import type { Command } from '../../../domain/command/command.ts';
import type { Facts } from '../../../domain/policy/policy.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import type { InboundParts } from './parts.ts';
import type { Started } from './start-runs.ts';

/** Something a person said to the bot, however it came. */
export interface Ask {
  /** The same for every delivery of the same request. */
  readonly requestId: string;
  readonly user: string;
  readonly place: Place;
  readonly knownDirect: boolean;
  readonly text: string;
  /** What stands before a command in this place: `/mail`, or a mention. */
  readonly prefix: string;
  /** Where a run shows, in words. */
  readonly where: string;
}

/** `asker`: for the eyes of the person only. `started` when runs were asked for. */
export interface Answer {
  readonly message: SlackMessage;
  readonly audience: 'asker' | 'all';
  readonly started?: readonly Started[];
  /** There is more to say than what the started runs show by themselves. */
  readonly always?: boolean;
}

/** Answers one kind of command, for somebody who may have the answer. Rejects with NotNow for trouble that may pass. */
export type Answerer<Kind extends Command['kind']> = (
  parts: InboundParts,
  ask: Ask,
  command: Command & { readonly kind: Kind },
  facts: Facts,
) => Promise<Answer>;
