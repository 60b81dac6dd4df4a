import type { types } from '@slack/bolt';
import { activeHosts } from '../../../../domain/incident/changed.ts';
import type { Incident } from '../../../../domain/incident/incident.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { line, plain, richText } from '../rich-text.ts';
import { cut, oneLine } from '../text.ts';
import { controlButton } from './controls.ts';
import { headline } from './headline.ts';

/** What a modal belongs to: ids only, looked up again when it is submitted. */
export interface ModalOrigin {
  readonly incident: string;
  readonly channel: string;
}

export const readOrigin = (metadata: string): ModalOrigin | undefined => {
  const [incident = '', channel = ''] = metadata.split(' ');
  return /^[\w-]{1,100}$/u.test(incident) ? { incident, channel } : undefined;
};

/** Block and action of each input. */
export const inputs = { time: 'time', host: 'host', person: 'person' } as const;

const text = (words: string): types.PlainTextElement => ({ type: 'plain_text', text: words, emoji: false });

const about = (incident: Incident): types.RichTextBlock => richText(line(plain(headline(incident))));

const modal = (
  callbackId: string,
  title: string,
  submit: string,
  { incident, channel }: ModalOrigin,
  blocks: types.ModalView['blocks'],
): types.ModalView => ({
  type: 'modal',
  callback_id: callbackId,
  title: text(title),
  submit: text(submit),
  close: text('Cancel'),
  private_metadata: `${incident} ${channel}`,
  blocks,
});

const timeInput = (hint: string, initial: string): types.InputBlock => ({
  type: 'input',
  block_id: inputs.time,
  label: text('For how long'),
  hint: text(hint),
  element: { type: 'plain_text_input', action_id: inputs.time, initial_value: initial, max_length: 60 },
});

export const snoozeModal = (incident: Incident, origin: ModalOrigin): types.ModalView =>
  modal('incident_snooze', 'Snooze', 'Snooze', origin, [
    about(incident),
    timeInput('For example 45m, 3h, 2d or 1h30m. Nothing is said in the thread until then.', '1h'),
  ]);

export const assignModal = (incident: Incident, origin: ModalOrigin): types.ModalView =>
  modal('incident_assign', 'Assign', 'Assign', origin, [
    about(incident),
    {
      type: 'input',
      block_id: inputs.person,
      label: text('To whom'),
      hint: text('A full member of this workspace; they are mentioned in the thread.'),
      element: { type: 'users_select', action_id: inputs.person, placeholder: text('Pick a person') },
    },
  ]);

/** Slack's limit of options. */
const mostOptions = 100;

const hostInput = (incident: Incident): types.InputBlock[] => {
  const hosts = activeHosts(incident)
    .toSorted((one, other) => (other.queue.now ?? 0) - (one.queue.now ?? 0))
    .map(({ host }) => ({ text: text(host), value: host }));
  const [first] = hosts;
  if (first === undefined) return [];
  const more = hosts.length - mostOptions;
  return [
    {
      type: 'input',
      block_id: inputs.host,
      label: text('Host'),
      ...(more > 0
        ? { hint: text(`The ${mostOptions} with the longest queues; for others: /mail maintenance HOST 2h.`) }
        : {}),
      element: {
        type: 'static_select',
        action_id: inputs.host,
        placeholder: text('Pick a host'),
        options: hosts.slice(0, mostOptions),
        ...(hosts.length === 1 ? { initial_option: first } : {}),
      },
    },
  ];
};

/** Words people type for a silence without an end. */
export const isEndless = (typed: string): boolean => /^\s*(?:always|forever|no end|until i undo it)\s*$/iu.test(typed);

/** Silences one host by the submit button, or the whole cause by a button that asks first. `problem` is said above it. */
export const silenceModal = (incident: Incident, origin: ModalOrigin, problem?: string): types.ModalView => ({
  ...modal('incident_silence', 'Silence', 'Silence the host', origin, [
    ...(problem === undefined ? [] : [richText(line(plain(cut(oneLine(problem), 500))))]),
    about(incident),
    ...hostInput(incident),
    timeInput('For example 2h or 3d; "always" means until somebody takes it back.', '2h'),
    richText(
      line(plain('Or the whole cause: no incident opens for it on any host, and nothing more is said in the thread.')),
    ),
    {
      type: 'actions',
      block_id: 'cause',
      elements: [
        {
          ...controlButton('incident_silence_cause', incident.id, 'Silence the whole cause', 'danger'),
          confirm: {
            title: text('Silence the whole cause?'),
            text: text(
              `Nobody is told of "${cut(oneLine(incident.title), 120)}" on any host for that time, new hosts included.`,
            ),
            confirm: text('Silence it'),
            deny: text('Keep it'),
            style: 'danger',
          },
        },
      ],
    },
  ]),
});

/** What became of something that was pressed in a modal. */
export const endModal = ({ blocks }: SlackMessage, title: string): types.ModalView => ({
  type: 'modal',
  title: text(title),
  close: text('Close'),
  blocks: [...blocks],
});
