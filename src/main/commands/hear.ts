import { existsSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import type { Configuration } from '../../adapters/hosts/configuration.ts';
import { decide } from '../../domain/question/decide.ts';
import { buildVocabulary } from '../../domain/question/lexicon.ts';
import { type RunCommand, type Surroundings, UsageError } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { configurationOption, readArguments } from '../read-arguments.ts';
import { readConfiguration } from '../read-configuration.ts';

/** Without a configuration file there is still an answer; one that is named must be there and right. */
const readTeam = async (named: string | undefined, env: Surroundings['env']): Promise<Configuration | undefined> => {
  const chosen = named ?? env['STUCKMAIL_CONFIG'] ?? '';
  if (chosen === '' && !existsSync('./stuckmail.yaml')) return undefined;
  return await readConfiguration(named, env);
};

/** What a plain message in a listened channel gets; by mention and directly the hosts are checked, or chosen, at once. */
type PlainAnswer = 'none' | 'menu' | 'offer' | 'thread' | 'not-listened';

const answerOf = (hosts: readonly string[], team: Configuration | undefined): PlainAnswer => {
  if (team !== undefined && team.slack.questionChannels.length === 0) return 'not-listened';
  if (hosts.length === 0) return 'menu';
  return team?.questions.answer ?? 'offer';
};

const answerWords: Readonly<Record<PlainAnswer, string>> = {
  none: 'No answer.',
  menu: 'Answer to a plain message: a private menu of the hosts, failing ones first.',
  offer: 'Answer to a plain message: a private offer to check; only a click posts. With an open incident: its link.',
  thread: 'Answer to a plain message: the check in its thread, at once. With an open incident: its link.',
  'not-listened': 'Answered by mention and in direct messages only: slack.questionChannels names no channel.',
};

/** `stuckmail hear`: what the bot would make of a message. */
export const runHear: RunCommand = async (args, { env, stdin, stdout }) => {
  const { values, positionals } = readArguments(args, { ...configurationOption, json: { type: 'boolean' } });
  const typed = positionals.join(' ');
  const message = typed === '' || typed === '-' ? (stdin.isTTY === true ? '' : await readAll(stdin)) : typed;
  if (message.trim() === '')
    throw new UsageError('there is no message; expected one in quotes: stuckmail hear "why is mail stuck on host01?"');
  const team = await readTeam(values.config, env);
  const vocabulary = buildVocabulary(team?.questions ?? {});
  const { ask, hosts, why, language } = decide(message, team?.inventory, vocabulary);
  const answer = ask ? answerOf(hosts, team) : 'none';
  if (values.json) {
    stdout.write(`${JSON.stringify({ ask, hosts, why, language: language.code, answer })}\n`);
    return exitStatus.ok;
  }
  const about = hosts.length > 0 ? hosts.join(', ') : 'no host named';
  stdout.write(`${ask ? `Asks about mail: ${about}` : 'Would not be answered'}\n  ${why}\n`);
  if (ask) stdout.write(`  ${answerWords[answer]}\n`);
  if (team === undefined && ask)
    stdout.write('  There is no configuration file: words that look like host names are taken as typed.\n');
  return exitStatus.ok;
};
