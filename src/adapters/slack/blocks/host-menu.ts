import type { types } from '@slack/bolt';
import type { HostStatus } from '../../../domain/diagnosis/diagnosis.ts';
import type { SlackMessage } from '../outbox/slack-message.ts';
import { sentence } from './answers.ts';
import { buttonTable } from './buttons.ts';
import { cut } from './text.ts';

/** A host to choose, with what its latest check said. */
export interface Choice {
  readonly host: string;
  readonly status?: HostStatus | undefined;
}

/** Slack takes 25 buttons a block; more is no menu any more. */
const mostChoices = 20;

const worst: readonly (HostStatus | undefined)[] = [
  'failed',
  'unreachable',
  'degraded',
  'unknown',
  undefined,
  'healthy',
];

/** Failing hosts first; else as in the configuration. */
const inOrder = (choices: readonly Choice[]): readonly Choice[] =>
  worst.flatMap((status) => choices.filter((choice) => choice.status === status));

/** `thread`: of the message that asked; a check that is started there answers there. */
export const choiceValue = (host: string, thread: string | undefined): string =>
  thread === undefined ? host : `${host} ${thread}`;

/** What a button of a menu stands for. */
export const readChoice = (value: string): { readonly host: string; readonly thread: string | undefined } => {
  const [host = '', thread = ''] = value.split(' ');
  return { host, thread: /^\d{1,12}\.\d{1,9}$/u.test(thread) ? thread : undefined };
};

const menu = (
  words: string,
  choices: readonly Choice[],
  thread: string | undefined,
  label: (choice: Choice) => string,
): SlackMessage => {
  const shown = choices.slice(0, mostChoices);
  const rest = choices.length - shown.length;
  const more = rest > 0 ? `\nAnd ${rest} more: name the host in a command.` : '';
  const { text, blocks } = sentence(`${words}${more}`);
  const elements = shown.map(
    (choice, at): types.Button => ({
      type: 'button',
      // Ids must differ within a block.
      action_id: `${'check_host' satisfies keyof typeof buttonTable}.${at}`,
      value: choiceValue(choice.host, thread),
      text: { type: 'plain_text', text: cut(label(choice), 70), emoji: false },
    }),
  );
  return { text, blocks: elements.length === 0 ? blocks : [...blocks, { type: 'actions', elements }] };
};

/** Mail is said to be stuck, and no host is named. */
export const whichHostMessage = (choices: readonly Choice[], thread: string | undefined): SlackMessage =>
  menu('Which host? I check where its mail stops.', inOrder(choices), thread, ({ host, status }) =>
    status === undefined || status === 'healthy' ? host : `${host} (${status})`,
  );

/** For somebody who asked nobody in particular; only a click starts something. */
export const offerMessage = (hosts: readonly string[], thread: string | undefined): SlackMessage =>
  menu(
    'I can check where mail stops. The answer appears in the thread of your message, for everybody here.',
    hosts.map((host) => ({ host })),
    thread,
    ({ host }) => `Check ${host} now?`,
  );
