/** One command of the bot. Parser, help and policy all read this table; a new command starts as a new row. */
export interface CommandRow {
  readonly name: CommandName;
  /** Other words people type for the same thing. */
  readonly synonyms: readonly string[];
  /** What stands after the name, as help shows it. */
  readonly usage: string;
  readonly description: string;
  readonly example: string;
}

export type CommandName = 'diagnose' | 'queue' | 'checklist' | 'explain' | 'hosts' | 'help';

export const commandTable: readonly CommandRow[] = [
  {
    name: 'diagnose',
    synonyms: ['check', 'status', 'diag', 'test', 'why'],
    usage: 'HOST... | GROUP | all',
    description: 'walk the mail path of a host and say where mail stops, why, and what to do',
    example: 'diagnose host01',
  },
  {
    name: 'queue',
    synonyms: ['mailq', 'mqueue'],
    usage: 'HOST',
    description: 'how many messages wait on a host, from its latest check',
    example: 'queue host01',
  },
  {
    name: 'checklist',
    synonyms: ['todo', 'list'],
    usage: 'HOST',
    description: 'what was verified on a host and what was not, from its latest check',
    example: 'checklist host01',
  },
  {
    name: 'explain',
    synonyms: ['meaning', 'what'],
    usage: 'TEXT',
    description: 'say what a pasted log line or error message means',
    example: 'explain 535 5.7.8 Authentication credentials invalid',
  },
  {
    name: 'hosts',
    synonyms: ['inventory', 'servers'],
    usage: '',
    description: 'list the hosts that can be checked',
    example: 'hosts',
  },
  { name: 'help', synonyms: ['?', 'usage'], usage: '', description: 'show this', example: 'help' },
];

/** The row somebody means by `word`, by name or synonym, without case. */
export const findCommand = (word: string): CommandRow | undefined => {
  const wanted = word.toLowerCase();
  return commandTable.find((row) => row.name === wanted || row.synonyms.includes(wanted));
};
