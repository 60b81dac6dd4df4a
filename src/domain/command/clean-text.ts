/** `<http://host01.example|host01.example>`, `<mailto:a@b|a@b>`, `<#C1|name>`: what the person saw when typing it. */
const unwrapLink = (inside: string): string => {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : inside.slice(bar + 1);
  if (/^[@#!]/u.test(target)) return label === '' ? target : `${target.slice(0, 1)}${label}`;
  return label === '' ? target.replace(/^mailto:/u, '') : label;
};

/**
 * Undoes what Slack and word processors do to typed text: links around host names, escaped `&`, `<`, `>`, curly quotes, long
 * dashes, invisible and odd spaces, control characters. Line breaks stay.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/<([^<>]{1,3000})>/gu, (_, inside: string) => unwrapLink(inside))
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&')
    // A link that was copied with its signs, or typed: the same as the link itself.
    .replace(/<(https?:[^<>]{1,3000})>/giu, (_, inside: string) => unwrapLink(inside))
    .replace(/[\u2018\u2019\u201a\u2032]/gu, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/gu, '"')
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/gu, ' ')
    .replace(/\r\n?/gu, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '')
    .trim();

/** Takes quotes, code ticks, bold marks and trailing punctuation off one word: "`host01`?" is host01. */
export const bareWord = (word: string): string => word.replace(/^["'`*_~([]+/u, '').replace(/["'`*~)\]?!.,;:_]+$/u, '');

/** A short, printable piece of typed text for an answer. */
export const shortly = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').replaceAll('`', "'").trim();
  return line.length > 40 ? `${line.slice(0, 39).replace(/[\ud800-\udbff]$/u, '')}…` : line;
};
