import { type App, SocketModeReceiver } from '@slack/bolt';

type ProcessEvent = App['processEvent'];

/**
 * Bolt acknowledges an event before its listener runs, so an event whose request could not be queued would be gone. Here the
 * acknowledgement waits for the listener; when that fails, there is none and Slack delivers the event again. Commands and
 * buttons acknowledge themselves as ever.
 */
const deferEventAck =
  (processEvent: ProcessEvent): ProcessEvent =>
  async (event) => {
    if ((event.body as { type?: unknown })['type'] !== 'event_callback') return await processEvent(event);
    await processEvent({ ...event, ack: async () => undefined });
    await event.ack();
  };

export class DeferredAckReceiver extends SocketModeReceiver {
  override init(app: App): void {
    const processEvent = deferEventAck(app.processEvent.bind(app));
    super.init(
      new Proxy(app, { get: (target, name) => (name === 'processEvent' ? processEvent : Reflect.get(target, name)) }),
    );
  }
}
