import type { App, BlockAction, ViewSubmitAction } from '@slack/bolt';
import type { InboundParts } from '../parts.ts';
import { readControlPress } from './control-press.ts';
import { onControl } from './on-control.ts';
import { onModal } from './on-modal.ts';

/** Registers what can be pressed and submitted about incidents. */
export const listenIncidents = (app: App, parts: InboundParts): void => {
  app.action<BlockAction>({ type: 'block_actions', action_id: /^incident_/u }, async ({ body, action, ack }) => {
    const press = readControlPress(body, action, parts.identity.team);
    if (press === undefined) return await ack();
    const handled = onControl(parts, press, () => ack());
    parts.inFlight.track('a button of an incident', handled);
    await handled;
  });

  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: /^incident_/u }, async ({ body, view, ack }) => {
    const handled = onModal(
      parts,
      {
        callback: view.callback_id,
        metadata: view.private_metadata,
        user: body.user.id,
        values: view.state.values,
      },
      (answer) => (answer === undefined ? ack() : ack({ ...answer, errors: { ...answer.errors } })),
    );
    parts.inFlight.track('a form of an incident', handled);
    await handled;
  });
};
