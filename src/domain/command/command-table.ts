/** What stands after a command; one reader a kind, in `read-*.ts`. */
export type CommandShape = 'hosts' | 'host' | 'text' | 'watch' | 'targets' | 'maintenance' | 'scope' | 'nothing';

/** One command of the bot. Parser, help and policy all read this table; a new command starts as a new row. */
export interface CommandRow {
  readonly name: CommandName;
  readonly shape: CommandShape;
  /** Other words people type for the same thing. */
  readonly synonyms: readonly string[];
  /** What stands after the name, as help shows it. */
  readonly usage: string;
  readonly description: string;
  readonly example: string;
}

export type CommandName =
  | 'diagnose'
  | 'status'
  | 'queue'
  | 'checklist'
  | 'history'
  | 'explain'
  | 'incidents'
  | 'watch'
  | 'unwatch'
  | 'watches'
  | 'maintenance'
  | 'hosts'
  | 'help';

export const commandTable: readonly CommandRow[] = [
  {
    name: 'diagnose',
    shape: 'hosts',
    synonyms: ['check', 'diag', 'test', 'why'],
    usage: 'HOST... | GROUP | all',
    description: 'walk the mail path of a host and say where mail stops, why, and what to do',
    example: 'diagnose host01',
  },
  {
    name: 'status',
    shape: 'scope',
    synonyms: ['overview', 'state', 'summary'],
    usage: '[HOST | GROUP | all]',
    description: 'what is known of all hosts by their latest checks, worst first; checks nothing anew',
    example: 'status',
  },
  {
    name: 'queue',
    shape: 'host',
    synonyms: ['mailq', 'mqueue'],
    usage: 'HOST',
    description: 'how many messages wait on a host, from its latest check',
    example: 'queue host01',
  },
  {
    name: 'checklist',
    shape: 'host',
    synonyms: ['todo', 'list'],
    usage: 'HOST',
    description: 'what was verified on a host and what was not, from its latest check',
    example: 'checklist host01',
  },
  {
    name: 'history',
    shape: 'host',
    synonyms: ['past', 'trend'],
    usage: 'HOST',
    description: 'queue length and outcomes over time, and what changed since mail last worked',
    example: 'history host01',
  },
  {
    name: 'explain',
    shape: 'text',
    synonyms: ['meaning', 'what'],
    usage: 'TEXT',
    description: 'say what a pasted log line or error message means',
    example: 'explain 535 5.7.8 Authentication credentials invalid',
  },
  {
    name: 'incidents',
    shape: 'nothing',
    synonyms: ['incident', 'open'],
    usage: '',
    description: 'list the open incidents and what was closed lately',
    example: 'incidents',
  },
  {
    name: 'watch',
    shape: 'watch',
    synonyms: ['monitor'],
    usage: 'HOST | GROUP | all [every 5m] [in #channel]',
    description: 'check again and again, and open an incident when mail stops',
    example: 'watch host01 every 5m',
  },
  {
    name: 'unwatch',
    shape: 'targets',
    synonyms: ['unmonitor', 'stop-watching'],
    usage: 'HOST | GROUP | all',
    description: 'end a watch',
    example: 'unwatch host01',
  },
  {
    name: 'watches',
    shape: 'nothing',
    synonyms: ['watching', 'watched', 'monitors'],
    usage: '',
    description: 'list what is watched, how often, and where incidents go',
    example: 'watches',
  },
  {
    name: 'maintenance',
    shape: 'maintenance',
    synonyms: ['maint', 'downtime'],
    usage: 'HOST | GROUP | all 2h | end',
    description: 'open no incidents for a while; "end" ends it early',
    example: 'maintenance host01 2h',
  },
  {
    name: 'hosts',
    shape: 'nothing',
    synonyms: ['inventory', 'servers'],
    usage: '',
    description: 'list the hosts that can be checked',
    example: 'hosts',
  },
  {
    name: 'help',
    shape: 'nothing',
    synonyms: ['?', 'usage', 'hilfe', 'aide', 'ayuda'],
    usage: '',
    description: 'show this',
    example: 'help',
  },
];

/** The row somebody means by `word`, by name or synonym, without case. */
export const findCommand = (word: string): CommandRow | undefined => {
  const wanted = word.toLowerCase();
  return commandTable.find((row) => row.name === wanted || row.synonyms.includes(wanted));
};
