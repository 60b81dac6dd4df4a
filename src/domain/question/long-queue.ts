import type { Tagged } from './tag.ts';

/** "mailq is at 12k": a queue of mail, then a large number. */
export const longQueue = (words: readonly Tagged[], mailNamed: boolean): readonly [Tagged, Tagged] | undefined => {
  const from = words.findIndex(
    ({ core, folded }) =>
      (core.has('system') || (core.has('weak') && mailNamed)) && /queue|mailq|schlange|file|cola/u.test(folded),
  );
  const queue = words[from];
  if (
    words.some(({ folded }) => /^(?:threshold|limit|max|maximum|schwell|grenzwert|seuil|limite|umbral)/u.test(folded))
  )
    return undefined;
  const many = from < 0 ? undefined : words.slice(from + 1, from + 7).find(({ text }) => isMany(text));
  return queue === undefined || many === undefined ? undefined : [queue, many];
};

/** 500 and more: 12k, 4000, 1.200. */
const isMany = (text: string): boolean =>
  /^\d{1,4}k$/iu.test(text) ||
  (/^\d{1,3}(?:[.,]?\d{3}){0,2}$/u.test(text) && Number(text.replace(/[.,]/gu, '')) >= 500);
