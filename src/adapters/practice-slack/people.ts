/** Somebody in the practice workspace, or the bot. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  readonly isBot?: boolean;
  /** Guest of several channels. */
  readonly isRestricted?: boolean;
  /** Guest of one channel. */
  readonly isUltraRestricted?: boolean;
  /** From another workspace, seen through a shared channel. */
  readonly isStranger?: boolean;
  readonly isDeleted?: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  readonly isExtShared?: boolean;
  isArchived?: boolean;
  /** The other end of a direct message. */
  readonly user?: string;
}

export const team = { id: 'T0PRACTICE', domain: 'practice', name: 'Practice' } as const;
const otherTeam = { id: 'T0OUTSIDE', domain: 'outside', name: 'Outside' } as const;
export const app = { id: 'A0STUCKMAIL', botId: 'B0STUCKMAIL', botUserId: 'U0STUCKMAIL' } as const;

/** The people of the workspace, by the word tests and the demo know them by. */
export const people = {
  ann: { id: 'U0ANN', name: 'ann', realName: 'Ann Adler', teamId: team.id },
  bob: { id: 'U0BOB', name: 'bob', realName: 'Bob Brandt', teamId: team.id },
  guest: { id: 'U0GUEST', name: 'guest', realName: 'Gil Guest', teamId: team.id, isRestricted: true },
  ultra: {
    id: 'U0ULTRA',
    name: 'ultra',
    realName: 'Uma Ultra',
    teamId: team.id,
    isRestricted: true,
    isUltraRestricted: true,
  },
  outsider: { id: 'U0OUTSIDER', name: 'outsider', realName: 'Otto Outside', teamId: otherTeam.id, isStranger: true },
  gone: { id: 'U0GONE', name: 'gone', realName: 'Greta Gone', teamId: team.id, isDeleted: true },
} as const satisfies Record<string, Person>;

export const groups = {
  mailAdmins: { id: 'S0MAILADMIN', handle: 'mail-admins', name: 'Mail admins', users: [people.bob.id] },
} as const satisfies Record<string, UserGroup>;

/** The conversations of the workspace; a fresh set for each practice Slack, as membership changes. */
export function makeChannels() {
  const everybody = [people.ann.id, people.bob.id];
  const withGuests = [...everybody, people.guest.id, people.ultra.id];
  return {
    /** Public, with the bot. */
    ops: { id: 'C0OPS', name: 'ops', kind: 'public', members: new Set([...withGuests, app.botUserId]) },
    /** Public, with the bot; a second place to ask from. */
    mail: { id: 'C0MAIL', name: 'mail', kind: 'public', members: new Set([...everybody, app.botUserId]) },
    /** Public, without the bot. */
    random: { id: 'C0RANDOM', name: 'random', kind: 'public', members: new Set(withGuests) },
    /** Private, with the bot. */
    private: { id: 'C0PRIVATE', name: 'war-room', kind: 'private', members: new Set([...everybody, app.botUserId]) },
    /** Private, without the bot. */
    hidden: { id: 'C0HIDDEN', name: 'hidden', kind: 'private', members: new Set(everybody) },
    /** Shared with another workspace, with the bot. */
    shared: {
      id: 'C0SHARED',
      name: 'ext-partner',
      kind: 'public',
      isExtShared: true,
      members: new Set([...everybody, people.outsider.id, app.botUserId]),
    },
    /** Ann's direct message with the bot. */
    im: {
      id: 'D0ANN',
      name: 'directmessage',
      kind: 'im',
      members: new Set([people.ann.id, app.botUserId]),
      user: people.ann.id,
    },
  } as const satisfies Record<string, Channel>;
}
