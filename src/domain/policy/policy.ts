import { type CommandName, commandTable } from '../command/command-table.ts';

/** Narrows who may use something. An absent list does not narrow; `users` and `userGroups` add up. */
export interface Access {
  readonly channels?: readonly string[];
  readonly users?: readonly string[];
  readonly userGroups?: readonly string[];
}

/** One row a command; help, buttons and enforcement all ask the same row. */
export type PolicyTable = Readonly<Record<CommandName, Access>>;

/** What is known of somebody who asks for something in some place. */
export interface Facts {
  readonly user: string;
  readonly person: 'member' | 'guest' | 'outsider' | 'bot' | 'deactivated';
  readonly channel: string;
  /** A direct conversation with the bot itself. */
  readonly direct: boolean;
  /** The bot was invited to the channel. */
  readonly botIsMember: boolean;
  /** Not everybody of the workspace can look into the channel. */
  readonly isPrivate?: boolean;
  /** User groups of the person; needed only where a row names user groups. */
  readonly userGroups: readonly string[];
}

export type Denial = 'bot' | 'deactivated' | 'outsider' | 'guest' | 'bot-not-in-channel' | 'channel' | 'person';
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: Denial };

/** The same narrowing for every command. */
export const buildPolicy = (access: Access): PolicyTable =>
  Object.fromEntries(commandTable.map(({ name }) => [name, access])) as unknown as PolicyTable;

const personDenials: Partial<Record<Facts['person'], Denial>> = {
  bot: 'bot',
  deactivated: 'deactivated',
  outsider: 'outsider',
  guest: 'guest',
};

/** A direct conversation with the bot is nobody else's channel: only the list of people narrows there. */
const channelOpen = (row: Access, channel: string, direct: boolean): boolean =>
  direct || row.channels === undefined || row.channels.includes(channel);

/** Full members only, only where the bot was invited, and then what the row says. */
export const decide = (row: Access, facts: Facts): Decision => {
  const personal = personDenials[facts.person];
  if (personal !== undefined) return { allowed: false, reason: personal };
  if (!facts.direct && !facts.botIsMember) return { allowed: false, reason: 'bot-not-in-channel' };
  if (!channelOpen(row, facts.channel, facts.direct)) return { allowed: false, reason: 'channel' };
  if (row.users === undefined && row.userGroups === undefined) return { allowed: true };
  const named =
    row.users?.includes(facts.user) === true || facts.userGroups.some((id) => row.userGroups?.includes(id) === true);
  return named ? { allowed: true } : { allowed: false, reason: 'person' };
};

/** Whether anybody at all may do it there: a message that everybody in a channel sees shows only such buttons. */
export const offered = (row: Access, channel: string): boolean => channelOpen(row, channel, channel.startsWith('D'));
