import { readFileSync } from 'node:fs';

/** One line of a file of sentences. */
export interface Sentence {
  readonly ask: boolean;
  readonly hosts: readonly string[];
  readonly text: string;
  readonly line: number;
}

export const sentenceFiles = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'] as const;

/** Rejects lines that are neither a sentence nor a remark, so that none is lost by a slip. */
export const readSentences = (name: string): readonly Sentence[] =>
  readFileSync(new URL(`sentences/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .flatMap((line, at) => {
      if (line === '' || line.startsWith('#')) return [];
      const [, sign, hosts, text] = /^([+-]) (?:(\S[^|]*) )?\| (.+)$/u.exec(line) ?? [];
      if (text === undefined) throw new Error(`${name}.txt:${at + 1}: expected "+ HOSTS | sentence" or "- | sentence"`);
      return [{ ask: sign === '+', hosts: hosts?.split(' ') ?? [], text: text.replaceAll('\\n', '\n'), line: at + 1 }];
    });
