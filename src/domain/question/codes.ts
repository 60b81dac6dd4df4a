import type { Tagged } from './tag.ts';

/** Replies that only mail servers give; 500 or 503 may as well come from a web server. */
const ofMailOnly = new Set(['421', '450', '451', '452', '454', '530', '534', '535', '550', '551', '552', '553', '554']);
const ofMailToo = new Set([...ofMailOnly, '432', '471', '500', '501', '502', '503', '504', '521', '523', '556', '571']);

/** An SMTP error reply among the words: "535 on host03?", "getting 554 5.7.1". */
export const findReplyCode = (words: readonly Tagged[], aboutMail: boolean): Tagged | undefined => {
  const codes = aboutMail ? ofMailToo : ofMailOnly;
  return words.find(({ text }, at) => {
    if (/^[45]\.\d{1,3}\.\d{1,3}$/u.test(text)) return true;
    if (!codes.has(text)) return false;
    const next = words[at + 1];
    const last = words[at - 1];
    // "550 tickets" is a number of tickets.
    return (
      next === undefined ||
      next.breakBefore ||
      next.hosts !== undefined ||
      /^[45]\.\d/u.test(next.text) ||
      ['at', 'since', 'ask', 'still', 'broken', 'stuck', 'filler'].some(
        (mark) => next.marks.has(mark as 'at') || next.core.has(mark as 'stuck'),
      ) ||
      last?.core.has('broken') === true ||
      /^(?:code|status|getting|fehlercode|codigo|smtp)$/u.test(last?.folded ?? '')
    );
  });
};
