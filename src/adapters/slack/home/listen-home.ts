import type { App, BlockAction } from '@slack/bolt';
import type { InboundParts } from '../inbound/parts.ts';
import { homeControlOf } from './controls.ts';
import { onHomePress } from './on-home-press.ts';
import { buildHome } from './show-home.ts';
import { targetOptions } from './target-options.ts';

const ids = /^home_[a-z]+(?:\.\d+)?$/u;

/** Registers the App Home: its opening, its menus, and what is pressed there. */
export const listenHome = (app: App, parts: InboundParts): void => {
  const show = buildHome(parts);

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const { user, channel, view } = event;
    // Nobody waits for it, so the event is acknowledged at once.
    parts.inFlight.track('the App Home', show({ user, channel, hash: (view as { hash?: string } | undefined)?.hash }));
  });

  app.options<'block_suggestion'>({ type: 'block_suggestion', action_id: ids }, async ({ options, ack }) => {
    const control = homeControlOf(options.action_id);
    const typed = options.value.slice(0, 100);
    const found =
      control === undefined
        ? []
        : await targetOptions(parts, control, options.user.id, typed).catch((err: unknown) => {
            parts.log.warn({ err, user: options.user.id }, 'a menu of hosts stays empty');
            return [];
          });
    await ack({ options: [...found] });
  });

  app.action<BlockAction>({ type: 'block_actions', action_id: ids }, async ({ body, action, ack }) => {
    const control = homeControlOf(action.action_id);
    const { view } = body;
    if (control === undefined || view?.type !== 'home') return await ack();
    const chosen = action.type === 'external_select' ? action.selected_option?.value : undefined;
    const pressed = action.type === 'button' ? action.value : undefined;
    const handled = onHomePress(
      parts,
      show,
      {
        control,
        value: (chosen ?? pressed ?? '').slice(0, 300),
        user: body.user.id,
        team: body.enterprise?.id ?? body.team?.id ?? parts.identity.team,
        metadata: view.private_metadata,
        hash: view.hash,
        triggerId: body.trigger_id,
      },
      () => ack(),
    );
    parts.inFlight.track('a press in the App Home', handled);
    await handled;
  });
};
