import type { Command } from '../../../../domain/command/command.ts';
import { decide } from '../../../../domain/policy/policy.ts';
import { helpMessage, hostsMessage } from '../../blocks/answers.ts';
import type { Answerer } from '../answer.ts';
import { answerDiagnose } from './diagnose.ts';
import { answerExplain } from './explain.ts';
import { answerHistory } from './history.ts';
import { answerIncidents } from './incidents.ts';
import { answerLatestCheck } from './latest-check.ts';
import { answerMaintenance } from './maintenance.ts';
import { answerStatus } from './status.ts';
import { answerUnwatch } from './unwatch.ts';
import { answerWatch } from './watch.ts';
import { answerWatches } from './watches.ts';

/** Who answers which command: a line a command. */
export const answerers: { readonly [Kind in Command['kind']]: Answerer<Kind> } = {
  diagnose: answerDiagnose,
  status: answerStatus,
  queue: answerLatestCheck,
  checklist: answerLatestCheck,
  history: answerHistory,
  explain: answerExplain,
  incidents: answerIncidents,
  watch: answerWatch,
  unwatch: answerUnwatch,
  watches: answerWatches,
  maintenance: answerMaintenance,
  hosts: async ({ inventory }, { prefix }) => ({ message: hostsMessage(inventory.hosts, prefix), audience: 'all' }),
  help: async ({ policy }, { prefix }, _, facts) => ({
    message: helpMessage(prefix, (name) => decide(policy[name], facts).allowed),
    audience: 'all',
  }),
};
