import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { type ButtonId, buttonIds } from '../blocks/buttons.ts';
import { listenHome } from '../home/listen-home.ts';
import { listenFleet } from './fleet/listen-fleet.ts';
import { listenIncidents } from './incidents/listen-incidents.ts';
import { onButton } from './on-button.ts';
import { onCommand } from './on-command.ts';
import { type Heard, onMessage } from './on-message.ts';
import { onPlainWords } from './on-plain-words.ts';
import type { InboundParts } from './parts.ts';
import { pressedAt } from './pressed-at.ts';

/** Subtypes of messages that people write. */
const written = new Set<string | undefined>([undefined, 'file_share', 'thread_broadcast']);

/** The fields of both kinds of events; what else they carry is not looked at. */
interface Words {
  readonly user?: string | undefined;
  readonly channel: string;
  readonly channel_type?: string | undefined;
  readonly ts: string;
  readonly thread_ts?: string | undefined;
  readonly text?: string | undefined;
  readonly subtype?: string | undefined;
  readonly bot_id?: string | undefined;
}

interface Delivery {
  readonly teamId?: string;
  readonly enterpriseId?: string;
  readonly retryNum?: number;
}

const read = (parts: InboundParts, words: Words, { teamId, enterpriseId, retryNum }: Delivery): Heard | undefined => {
  if (words.user === undefined || words.bot_id !== undefined || !written.has(words.subtype)) return undefined;
  return {
    user: words.user,
    channel: words.channel,
    ts: words.ts,
    thread: words.thread_ts,
    text: words.text ?? '',
    team: enterpriseId ?? teamId ?? parts.identity.team,
    direct: words.channel_type === 'im',
    retry: retryNum ?? 0,
  };
};

const hear = async (parts: InboundParts, words: Words, delivery: Delivery): Promise<void> => {
  const said = read(parts, words, delivery);
  if (said === undefined) return;
  const heard = onMessage(parts, said);
  parts.inFlight.track(
    'a message',
    heard.catch(() => undefined),
  );
  await heard;
};

/** Nobody waits for an answer to words that were not for the bot, so the event is acknowledged at once. */
const overhear = (parts: InboundParts, words: Words, delivery: Delivery): void => {
  if (!parts.questionChannels.includes(words.channel) || words.user === parts.identity.botUser) return;
  const said = read(parts, words, delivery);
  if (said !== undefined) parts.inFlight.track('a plain message', onPlainWords(parts, said));
};

/** Registers everything the bot listens to. */
export const listen = (app: App, parts: InboundParts): void => {
  app.command('/mail', async (args) => {
    const handled = onCommand(parts, args);
    parts.inFlight.track('a command', handled);
    await handled;
  });

  app.event('app_mention', async ({ event, context }) => hear(parts, event as Words, context as Delivery));
  app.event('message', async ({ event, context }) => {
    if (event.channel_type === 'im') await hear(parts, event, context);
    else overhear(parts, event, context);
  });

  listenIncidents(app, parts);
  listenFleet(app, parts);
  listenHome(app, parts);
  for (const button of buttonIds) {
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: new RegExp(`^${button}(?:\\.\\d+)?$`, 'u') },
      async ({ body, action, ack }) => {
        const handled = press(parts, button, body, action, ack);
        parts.inFlight.track('a button', handled);
        await handled;
      },
    );
  }
};

const press = async (
  parts: InboundParts,
  button: ButtonId,
  body: BlockAction<ButtonAction>,
  action: ButtonAction,
  ack: () => Promise<void>,
): Promise<void> => {
  const at = pressedAt(parts, body);
  if (at === undefined) return await ack();
  await onButton(parts, { button, runId: (action.value ?? '').slice(0, 300), ...at }, () => ack());
};
