import type { ConfigurationProblem } from './configuration-error.ts';
import type { ConfigurationFile } from './schema.ts';
import type { YamlSource } from './yaml-source.ts';

/** A word of the team's own must mean one thing: hosts are looked for first, so it would never be heard as their name. */
export const checkQuestions = ({ hosts, questions }: ConfigurationFile, source: YamlSource): ConfigurationProblem[] => {
  const taken = new Map<string, string>();
  for (const [name, entry] of Object.entries(hosts)) {
    for (const group of entry?.groups ?? []) taken.set(group.toLowerCase(), 'a group');
    for (const alias of entry?.aliases ?? []) taken.set(alias.toLowerCase(), `an alias of ${name}`);
    taken.set(name.toLowerCase(), 'a host');
  }
  const problems: ConfigurationProblem[] = [];
  for (const list of ['mail', 'ignore'] as const) {
    for (const [at, word] of (questions?.words?.[list] ?? []).entries()) {
      const path = ['questions', 'words', list, at];
      const is = taken.get(word.toLowerCase());
      if (is !== undefined)
        problems.push(source.problemAt(path, `"${word}" is ${is} already; expected a word that is no name of a host`));
      const other = questions?.words?.mail?.some((each) => each.toLowerCase() === word.toLowerCase()) === true;
      if (list === 'ignore' && other)
        problems.push(
          source.problemAt(path, `"${word}" is in questions.words.mail too; expected it in one of the two`),
        );
    }
  }
  return problems;
};
