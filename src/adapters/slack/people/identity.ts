import type { Caller } from '../outbox/caller.ts';
import { sleep } from '../outbox/timing.ts';

/** Who the bot is; what auth.test said. */
export interface Identity {
  readonly team: string;
  readonly enterprise: string | undefined;
  readonly botUser: string;
  readonly bot: string;
  /** The name people mention. */
  readonly name: string;
}

const tries = 3;

/** Asks Slack who the bot token belongs to. Rejects when Slack refuses the token or does not answer three times. */
export const whoAmI = async (caller: Caller): Promise<Identity> => {
  for (let count = 1; ; count += 1) {
    const outcome = await caller.call('auth.test', {});
    if (outcome.kind === 'done') {
      const { team_id, enterprise_id, user_id, bot_id, user } = outcome.data;
      return {
        team: String(team_id),
        enterprise: typeof enterprise_id === 'string' ? enterprise_id : undefined,
        botUser: String(user_id),
        bot: String(bot_id),
        name: typeof user === 'string' ? user : 'stuckmail',
      };
    }
    if (outcome.kind === 'refused')
      throw new Error(`Slack refuses the bot token (SLACK_BOT_TOKEN): ${outcome.error}`, { cause: outcome.cause });
    const cause = outcome.kind === 'limited' ? new Error(`wait ${outcome.seconds} s`) : outcome.cause;
    if (count >= tries)
      throw new Error(`Slack did not answer auth.test in ${tries} tries: ${cause.message}`, { cause });
    await sleep(1000 * count);
  }
};
