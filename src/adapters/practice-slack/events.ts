import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Acknowledgement, Transport } from './envelope.ts';
import type { Channel } from './people.ts';
import type { Workspace } from './workspace.ts';

/** An event on its way to the app. */
export interface EventDelivery {
  readonly eventId: string;
  readonly event: Readonly<Record<string, unknown>>;
  /** One for each try, the first included. */
  readonly attempts: Acknowledgement[];
  /** `given up` after the last retry without an acknowledgement. */
  state: 'under way' | 'acknowledged' | 'given up';
}

export interface EventOptions {
  readonly subscriptions: ReadonlySet<string>;
  /** Whether the token's scopes cover an event. */
  readonly mayHear: (subscription: string) => boolean;
  readonly deadlineMs: number;
  /** `timeout` in Socket Mode, `http_timeout` for a request URL. */
  readonly timeoutReason: string;
  /** Waits before each retry; Slack's are none, a minute, five minutes. */
  readonly retryDelaysMs: readonly number[];
}

/** Delivers events and repeats those that are not acknowledged, with the same event id. */
export class Events {
  readonly deliveries: EventDelivery[] = [];
  readonly #workspace: Workspace;
  readonly #transport: Transport;
  readonly #options: EventOptions;
  readonly #stop = new AbortController();

  constructor(workspace: Workspace, transport: Transport, options: EventOptions) {
    this.#workspace = workspace;
    this.#transport = transport;
    this.#options = options;
    // Every event that waits for its next try listens to it, and stops listening when its wait is over.
    setMaxListeners(0, this.#stop.signal);
  }

  /** Sends an event if the app subscribed to `subscription`; resolves when it is acknowledged or given up. */
  async emit(
    subscription: string,
    event: Record<string, unknown>,
    channel?: Channel,
  ): Promise<EventDelivery | undefined> {
    if (!this.#options.subscriptions.has(subscription) || !this.#options.mayHear(subscription)) return undefined;
    const delivery: EventDelivery = {
      eventId: this.#workspace.nextId('Ev'),
      event,
      attempts: [],
      state: 'under way',
    };
    this.deliveries.push(delivery);
    await this.#deliver(delivery, this.#wrap(delivery, channel));
    return delivery;
  }

  /** Sends an event once more, as Slack does now and then although it was acknowledged. */
  async repeat(delivery: EventDelivery): Promise<void> {
    const channel = this.#workspace.channels.get(String(delivery.event.channel));
    const payload = this.#wrap(delivery, channel);
    const retry = { attempt: 1, reason: 'timeout' };
    delivery.attempts.push(
      await this.#transport.send({ kind: 'events_api', payload, retry }, this.#options.deadlineMs),
    );
  }

  close(): void {
    this.#stop.abort();
  }

  async #deliver(delivery: EventDelivery, payload: Record<string, unknown>): Promise<void> {
    let reason = '';
    for (const [attempt, delay] of [0, ...this.#options.retryDelaysMs].entries()) {
      if (delay > 0) await sleep(delay, undefined, { ref: false, signal: this.#stop.signal }).catch(() => undefined);
      if (this.#stop.signal.aborted) return;
      const retry = attempt === 0 ? {} : { retry: { attempt, reason } };
      const answer = await this.#transport.send({ kind: 'events_api', payload, ...retry }, this.#options.deadlineMs);
      delivery.attempts.push(answer);
      if (answer.kind === 'acknowledged') delivery.state = 'acknowledged';
      this.#workspace.changes.emit('progress');
      if (answer.kind === 'acknowledged') return;
      if (answer.kind === 'unreachable' && answer.doNotRetry === true) break;
      reason = answer.kind === 'timeout' ? this.#options.timeoutReason : (answer.reason.split(/[ :]/)[0] ?? '');
    }
    delivery.state = 'given up';
    this.#workspace.changes.emit('progress');
  }

  #wrap({ eventId, event }: EventDelivery, channel: Channel | undefined): Record<string, unknown> {
    const { team, app } = this.#workspace;
    return {
      token: 'practice',
      team_id: team.id,
      context_team_id: team.id,
      context_enterprise_id: null,
      api_app_id: app.id,
      event,
      type: 'event_callback',
      event_id: eventId,
      event_time: Math.floor(this.#workspace.now() / 1000),
      authorizations: [
        { enterprise_id: null, team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
      ],
      is_ext_shared_channel: channel?.isExtShared ?? false,
      event_context: `practice-${eventId}`,
    };
  }
}
