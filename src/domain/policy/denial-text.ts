import type { Denial } from './policy.ts';

/** What the person reads, and what they can do about it. Plain text. */
export const denialText: Readonly<Record<Denial, string>> = {
  bot: 'Other bots cannot give me commands.',
  deactivated: 'This account is deactivated, so it cannot give me commands.',
  outsider: 'Only members of the workspace I belong to can use me. You are here from another organisation.',
  guest: 'Guests of this workspace cannot use me. Ask a full member to run it for you.',
  'bot-not-in-channel':
    'I answer only in channels I was invited to, and I am not in this one. Type /invite @Stuckmail here, or send me a direct message.',
  channel:
    'I was set up not to answer this in this channel. Use one of the channels named in my configuration, or send me a direct message.',
  person:
    'I was set up to answer this only to certain people, and you are not among them. Ask whoever looks after Stuckmail.',
};
