import type { types } from '@slack/bolt';

/** A user id as a mention; anything else as nothing. */
const asker = (user: string): string => (/^[UW][A-Z0-9]{2,30}$/u.test(user) ? `asked by <@${user}>` : '');

/** The time as each reader's own clock shows it. */
const clockTime = (iso: string): string => {
  const at = new Date(iso);
  const utc = at.toISOString().slice(0, 16).replace('T', ' ');
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${utc} UTC>`;
};

export const footer = (parts: { iso?: string; user?: string; words?: readonly string[] }): types.ContextBlock => ({
  type: 'context',
  elements: [
    {
      type: 'mrkdwn',
      text:
        [...(parts.iso === undefined ? [] : [clockTime(parts.iso)]), ...(parts.words ?? []), asker(parts.user ?? '')]
          .filter((part) => part !== '')
          .join(' · ') || ' ',
    },
  ],
});
