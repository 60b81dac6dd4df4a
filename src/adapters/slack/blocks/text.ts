const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For `text` and mrkdwn: nothing in it can become a mention, a channel-wide call or a link. */
const escapeText = (text: string): string => text.replace(/[&<>]/gu, (letter) => escapes[letter] ?? letter);

/** The first `limit` units of a text, whole characters only, with a mark where it was cut. */
export const cut = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/u, '')}…`;

/** Escaped and cut so that the escaped form is within `limit`. */
export const escapeWithin = (text: string, limit: number): string => {
  const whole = escapeText(text);
  if (whole.length <= limit) return whole;
  return `${whole.slice(0, limit - 1).replace(/(?:&[a-z]{0,3}|[\ud800-\udbff])$/u, '')}…`;
};

/** Control characters out (terminal colours, backspaces), line breaks and tabs kept: what a host prints is shown, not played. */
export const printable = (text: string): string =>
  text
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/gu, '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '')
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\ud800-\udfff]/gu, '\ufffd');

/** One line of a text. */
export const oneLine = (text: string): string => printable(text).replace(/\s+/gu, ' ').trim();

export const span = (seconds: number): string => {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
};
