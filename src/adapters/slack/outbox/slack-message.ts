import type { types } from '@slack/bolt';

export type SlackBlock = types.KnownBlock;

/** What is sent to Slack. `text` is what notifications and screen readers give: always full, always escaped. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}
