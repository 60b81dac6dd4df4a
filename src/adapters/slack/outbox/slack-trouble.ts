/** Slack said no, and will say so again. `error` is Slack's own word for why. */
export class SlackRefused extends Error {
  readonly error: string;
  constructor(method: string, error: string, cause: Error) {
    super(`Slack refused ${method}: ${error}`, { cause });
    this.name = 'SlackRefused';
    this.error = error;
  }
}

/** Slack could not be reached, was busy, or did not say whether it did what was asked; another try may work. */
export class SlackUnavailable extends Error {
  constructor(message: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'SlackUnavailable';
  }
}

/** Refusals that mean the bot cannot write to that place, whatever it says. */
const closedPlaces = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_thread_locked',
  'restricted_action_non_threadable_channel',
  'messages_tab_disabled',
  'user_not_in_channel',
  'thread_not_found',
]);

export const isClosedPlace = (error: unknown): error is SlackRefused =>
  error instanceof SlackRefused && closedPlaces.has(error.error);
