/**
 * Every Web API method the bot calls, and the scopes of the bot token it takes. A test holds this against the code and against
 * manifest.yml, both ways.
 */
export const methodScopes: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  /** Links to threads; takes no scope. */
  'chat.getPermalink': [],
  /** Is the bot in the channel. */
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  /** Looking for a message of ours after an unclear answer. */
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  /** Forms; they take no scope. */
  'views.open': [],
  'views.update': [],
  /** The App Home; takes no scope. */
  'views.publish': [],
  'users.info': ['users:read'],
  'usergroups.users.list': ['usergroups:read'],
};

/** What Slack sends, and the scopes it takes. */
export const eventScopes: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.im': ['im:history'],
  /** Plain questions, in `slack.questionChannels` only. */
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  /** The App Home; takes no scope. */
  app_home_opened: [],
};

/** `/mail`. */
const commandScopes: readonly string[] = ['commands'];

/** All scopes of the bot token, each once. */
export const botScopes: readonly string[] = [
  ...new Set([...Object.values(methodScopes).flat(), ...Object.values(eventScopes).flat(), ...commandScopes]),
];
