import type { App, BlockAction, ButtonAction, ExternalSelectAction } from '@slack/bolt';
import { needsAnother } from '../../../../domain/fleet/cause-group.ts';
import { decide } from '../../../../domain/policy/policy.ts';
import { sentence } from '../../blocks/answers.ts';
import { type ControlId, controlTable, type MenuSource, readBlockId } from '../../fleet/controls.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import { admit } from '../admit.ts';
import { NotNow } from '../not-now.ts';
import type { InboundParts } from '../parts.ts';
import { type PressPlace, pressedAt } from '../pressed-at.ts';
import { hostDetails, hostOptions, readSurvey } from './host-details.ts';
import { readScope } from './scope-value.ts';
import { checkHosts } from './start-survey.ts';

/** A press under a picture of many hosts, as far as it is believed: values only find something. */
interface Press extends PressPlace {
  readonly control: ControlId;
  readonly value: string;
  readonly source: MenuSource | undefined;
  readonly channel: string;
}

const longestValue = 2_000;

const startAll = async (
  parts: InboundParts,
  press: Press,
  asked: { readonly hosts: readonly string[]; readonly scope: string },
): Promise<SlackMessage> => {
  const hosts = asked.hosts.flatMap((host) => parts.inventory.find(host)?.name ?? []);
  if (hosts.length === 0) return sentence('None of those hosts can be checked any more. Nothing was started.');
  const { team, channel, thread, user } = press;
  const place = { team, channel, ...(thread === undefined ? {} : { thread }) };
  const request = { requestId: `btn-${press.triggerId}`, hosts, scope: asked.scope, user, place };
  const where = thread === undefined ? 'in this channel' : 'in the thread of this message';
  return sentence((await checkHosts(parts, request, where)).words);
};

/** A new survey of those that are not known to be fine. */
const checkAgain = async (parts: InboundParts, press: Press): Promise<SlackMessage> => {
  const state = await readSurvey(parts, press.value);
  if (state === undefined || state.survey.place.channel !== press.channel)
    return sentence('That picture is too old for this button: I no longer have it. Nothing was started.');
  const fine = new Set(state.outcomes.flatMap((outcome) => (needsAnother(outcome) ? [] : [outcome.host])));
  const hosts = state.survey.hosts.filter((host) => !fine.has(host));
  if (hosts.length === 0) return sentence('Every host of that picture is fine by now. Nothing was started.');
  return await startAll(parts, press, { hosts, scope: `${hosts.length} of ${state.survey.scope}` });
};

const answerPress = async (parts: InboundParts, press: Press): Promise<() => Promise<SlackMessage>> => {
  const { right, label } = controlTable[press.control];
  const asker = { user: press.user, channel: press.channel, knownDirect: false };
  const what = `button "${label}"`;
  const admission = await admit(parts, asker, right, what);
  if ('denied' in admission) return async () => sentence(admission.denied);
  if (press.control === 'fleet_host') {
    const { source } = press;
    parts.audit.record({ who: press.user, what, where: press.channel, outcome: 'allowed' });
    if (source === undefined) return async () => sentence('That menu is not known here.');
    return () => hostDetails(parts, source, press.channel, press.value);
  }
  const message =
    press.control === 'fleet_again'
      ? await checkAgain(parts, press)
      : await startAll(parts, press, readScope(press.value, parts.inventory));
  return async () => message;
};

/** Asks the policy, queues what is to be queued, acknowledges, and tells the person what came of it. */
const onPress = async (parts: InboundParts, press: Press, ack: () => Promise<void>): Promise<void> => {
  const unexpected = (error: unknown): SlackMessage => {
    const expected = error instanceof NotNow;
    parts.log[expected ? 'warn' : 'error']({ err: error, button: press.control }, 'a button failed');
    if (expected) return sentence(error.message);
    return sentence('That did not work: something unexpected went wrong, and it was logged.');
  };
  const later = await answerPress(parts, press).catch((error: unknown) => async () => unexpected(error));
  const tell = async (): Promise<void> => {
    await parts.writer.outbox.whisper(press, await later().catch(unexpected));
  };
  try {
    await ack();
  } finally {
    parts.inFlight.track('answering a button', tell());
  }
};

type Action = BlockAction<ButtonAction> | BlockAction<ExternalSelectAction>;

const press = async (
  parts: InboundParts,
  control: ControlId,
  body: Action,
  value: string,
  blockId: string,
  ack: () => Promise<void>,
): Promise<void> => {
  const at = pressedAt(parts, body);
  if (at === undefined) return await ack();
  const handled = onPress(
    parts,
    {
      control,
      value: value.slice(0, longestValue),
      source: readBlockId(blockId),
      ...at,
    },
    ack,
  );
  parts.inFlight.track('a button', handled);
  await handled;
};

/** Names of hosts are for those who may use them; a menu has no place for a denial, so it stays empty. */
const suggest = async (parts: InboundParts, user: string, channel: string, blockId: string, typed: string) => {
  const source = readBlockId(blockId);
  const right = parts.policy[controlTable.fleet_host.right];
  const facts = await parts.facts({ user, channel, knownDirect: false }, right);
  return source === undefined || !decide(right, facts).allowed ? [] : await hostOptions(parts, source, channel, typed);
};

/** Registers the menu and the buttons under pictures of many hosts. */
export const listenFleet = (app: App, parts: InboundParts): void => {
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: 'fleet_host' satisfies ControlId },
    async ({ options, ack }) => {
      const channel = options.channel?.id ?? '';
      const typed = options.value.slice(0, 100);
      const found = await suggest(parts, options.user.id, channel, options.block_id, typed).catch((err: unknown) => {
        parts.log.warn({ err, channel }, 'a menu of hosts stays empty');
        return [];
      });
      await ack({ options: [...found] });
    },
  );
  app.action<BlockAction<ExternalSelectAction>>(
    { type: 'block_actions', action_id: 'fleet_host' satisfies ControlId },
    async ({ body, action, ack }) =>
      press(parts, 'fleet_host', body, action.selected_option?.value ?? '', action.block_id, () => ack()),
  );
  for (const control of ['fleet_again', 'fleet_check'] as const)
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: control },
      async ({ body, action, ack }) => press(parts, control, body, action.value ?? '', action.block_id, () => ack()),
    );
};
