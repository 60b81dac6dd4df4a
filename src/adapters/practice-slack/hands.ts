import { isRecord } from './arguments.ts';
import type { Acknowledgement, Transport } from './envelope.ts';
import type { EventDelivery, Events } from './events.ts';
import { addMessage } from './messages.ts';
import type { Channel, Person } from './people.ts';
import { Refusal } from './refusal.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Triggers } from './triggers.ts';
import { escapeTyped } from './typing.ts';
import type { Message, PrivateAnswer, Workspace } from './workspace.ts';

/** How a command or a click ended for the person who did it. */
export type Outcome =
  | {
      readonly outcome: 'acknowledged';
      readonly tookMs: number;
      /** The body of the acknowledgement; undefined when it had none. */
      readonly response: Readonly<Record<string, unknown>> | undefined;
      readonly triggerId: string;
      readonly responseUrl: string;
    }
  | {
      readonly outcome: 'failed';
      /** `operation_timeout`: nothing within three seconds; `dispatch_failed`: the app was not there. */
      readonly error: string;
      readonly reason?: string;
      readonly triggerId: string;
      readonly responseUrl: string;
    };

export interface Said {
  readonly ts: string;
  readonly channel: string;
  /** Ids of the events this made; two when the bot is mentioned. */
  readonly eventIds: readonly string[];
  /** Resolves when each is acknowledged or given up. */
  readonly delivered: Promise<readonly EventDelivery[]>;
}

export interface HandsOptions {
  readonly deadlineMs: number;
  readonly shouldEscape: boolean;
}

/** What people do in the workspace. Everybody and every channel by id or by name. */
export class Hands {
  readonly #workspace: Workspace;
  readonly #transport: Transport;
  readonly #events: Events;
  readonly #triggers: Triggers;
  readonly #responseUrls: ResponseUrls;
  readonly #options: HandsOptions;

  constructor(
    workspace: Workspace,
    transport: Transport,
    events: Events,
    triggers: Triggers,
    responseUrls: ResponseUrls,
    options: HandsOptions,
  ) {
    this.#workspace = workspace;
    this.#transport = transport;
    this.#events = events;
    this.#triggers = triggers;
    this.#responseUrls = responseUrls;
    this.#options = options;
  }

  /** Types a slash command, `/mail diagnose host01`, into the message field of a channel. */
  async typeCommand(given: { user: string; channel: string; text: string }): Promise<Outcome> {
    const { person, channel } = this.#where(given.user, given.channel);
    const [command = '', ...rest] = given.text.trim().split(/\s+(.*)/s);
    if (!command.startsWith('/')) throw new Error(`not a slash command: ${given.text}`);
    const words = rest.join('').trim();
    const responseUrl = this.#responseUrls.issue(person.id, channel.id);
    const triggerId = this.#triggers.issue(person.id);
    const payload = {
      token: 'practice',
      team_id: this.#workspace.team.id,
      team_domain: this.#workspace.team.domain,
      channel_id: channel.id,
      channel_name: channel.kind === 'private' ? 'privategroup' : channel.name,
      user_id: person.id,
      user_name: person.name,
      command,
      text: this.#options.shouldEscape ? escapeTyped(words, this.#workspace) : words,
      api_app_id: this.#workspace.app.id,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: triggerId,
    };
    const answer = await this.#transport.send({ kind: 'slash_commands', payload }, this.#options.deadlineMs);
    const outcome = outcomeOf(answer, triggerId, responseUrl);
    if (outcome.outcome !== 'acknowledged' || outcome.response === undefined) return outcome;
    const { response } = outcome;
    if (Object.keys(response).length === 0) return outcome;
    try {
      if (response.response_type === 'in_channel')
        addMessage(this.#workspace, channel, { user: person.id, text: given.text });
      this.#responseUrls.show({ user: person.id, channel: channel.id }, response, 'acknowledgement');
      return outcome;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const reason = error.message;
      return { outcome: 'failed', error: 'invalid_command_response', reason, triggerId, responseUrl };
    }
  }

  /** Writes a message; the bot hears it where it is a member, and as a mention when it is named. */
  async say(given: { user: string; channel: string; text: string; thread?: string }): Promise<Said> {
    const { person, channel } = this.#where(given.user, given.channel);
    const text = escapeTyped(given.text, this.#workspace);
    const message = addMessage(this.#workspace, channel, { user: person.id, text, thread: given.thread });
    const heard = channel.members.has(this.#workspace.app.botUserId);
    const event = { ...message, event_ts: message.ts };
    const kinds = heard ? [{ ...event, channel_type: CHANNEL_TYPE[channel.kind] }] : [];
    const mentioned = heard && channel.kind !== 'im' && text.includes(`<@${this.#workspace.app.botUserId}`);
    const before = this.#events.deliveries.length;
    const delivering = [
      ...kinds.map((one) => this.#events.emit(`message.${SUBSCRIPTION[channel.kind]}`, one, channel)),
      ...(mentioned ? [this.#events.emit('app_mention', { ...event, type: 'app_mention' }, channel)] : []),
    ];
    const eventIds = this.#events.deliveries.slice(before).map(({ eventId }) => eventId);
    const delivered = Promise.all(delivering).then((all) => all.filter((one) => one !== undefined));
    return { ts: message.ts, channel: channel.id, eventIds, delivered };
  }

  /** Writes to the bot directly. */
  async dm(given: { user: string; text: string; thread?: string }): Promise<Said> {
    const person = this.#person(given.user);
    return await this.say({ ...given, channel: this.#workspace.openIm(person.id).id });
  }

  /** Presses a button of a message, a private answer or a home tab. */
  async click(given: {
    user: string;
    channel: string;
    messageTs: string;
    actionId: string;
    value?: string;
  }): Promise<Outcome> {
    const { person, channel } = this.#where(given.user, given.channel);
    const message = this.#workspace.messageAt(channel.id, given.messageTs);
    const answer = this.#workspace.privateAnswers.find(
      (one) => one.ts === given.messageTs && one.user === person.id && one.shown,
    );
    const target: Message | PrivateAnswer | undefined = message ?? answer;
    if (target === undefined) throw new Error(`${person.name} sees no message ${given.messageTs} in ${channel.name}`);
    const button = findButton(target.blocks ?? [], given.actionId, given.value);
    const responseUrl = this.#responseUrls.issue(person.id, channel.id, target);
    const triggerId = this.#triggers.issue(person.id);
    const isEphemeral = message === undefined;
    const payload = {
      type: 'block_actions',
      ...this.#interaction(person, triggerId),
      container: {
        type: 'message',
        message_ts: target.ts,
        channel_id: channel.id,
        is_ephemeral: isEphemeral,
        ...(target.thread_ts === undefined ? {} : { thread_ts: target.thread_ts }),
      },
      channel: { id: channel.id, name: channel.name },
      ...(isEphemeral ? {} : { message: target }),
      state: { values: {} },
      response_url: responseUrl,
      actions: [{ ...button, action_ts: this.#workspace.nextTs() }],
    };
    const acknowledgement = await this.#transport.send({ kind: 'interactive', payload }, this.#options.deadlineMs);
    return outcomeOf(acknowledgement, triggerId, responseUrl);
  }

  /** Opens the app's home: its tab, or the messages with it. */
  async openHome(given: { user: string; tab?: 'home' | 'messages' }): Promise<EventDelivery | undefined> {
    const person = this.#person(given.user);
    const channel = this.#workspace.openIm(person.id);
    const tab = given.tab ?? 'home';
    const view = [...this.#workspace.views.values()].find((one) => one.type === 'home' && one.user === person.id);
    const event = {
      type: 'app_home_opened',
      user: person.id,
      channel: channel.id,
      tab,
      ...(view === undefined || tab !== 'home' ? {} : { view }),
      event_ts: this.#workspace.nextTs(),
    };
    return await this.#events.emit('app_home_opened', event, channel);
  }

  #interaction(person: Person, triggerId: string): Record<string, unknown> {
    const { team, app } = this.#workspace;
    return {
      user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
      api_app_id: app.id,
      token: 'practice',
      trigger_id: triggerId,
      team: { id: team.id, domain: team.domain },
      enterprise: null,
      is_enterprise_install: false,
    };
  }

  #person(idOrName: string): Person {
    const person = this.#workspace.findPerson(idOrName);
    if (person === undefined) throw new Error(`nobody is called ${idOrName} in the practice workspace`);
    return person;
  }

  #where(user: string, idOrName: string): { person: Person; channel: Channel } {
    const person = this.#person(user);
    const channel = this.#workspace.findChannel(idOrName);
    if (channel === undefined) throw new Error(`there is no channel ${idOrName} in the practice workspace`);
    if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in ${channel.name}`);
    return { person, channel };
  }
}

const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im' } as const;
const SUBSCRIPTION = { public: 'channels', private: 'groups', im: 'im' } as const;

function outcomeOf(answer: Acknowledgement, triggerId: string, responseUrl: string): Outcome {
  if (answer.kind === 'timeout') return { outcome: 'failed', error: 'operation_timeout', triggerId, responseUrl };
  if (answer.kind === 'unreachable') {
    return { outcome: 'failed', error: 'dispatch_failed', reason: answer.reason, triggerId, responseUrl };
  }
  const response = isRecord(answer.response) ? answer.response : undefined;
  return { outcome: 'acknowledged', tookMs: answer.tookMs, response, triggerId, responseUrl };
}

/** The interactive element with this action id, wherever it sits, with the id of its block. */
function findButton(blocks: readonly unknown[], actionId: string, value?: string): Record<string, unknown> {
  const found: Record<string, unknown>[] = [];
  const visit = (node: unknown, blockId: string | undefined): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, blockId);
    if (!isRecord(node)) return;
    const here = typeof node.block_id === 'string' ? node.block_id : blockId;
    if (typeof node.action_id === 'string') found.push({ ...node, block_id: here });
    for (const inner of Object.values(node)) visit(inner, here);
  };
  visit(blocks, undefined);
  const button = found.find((one) => one.action_id === actionId && (value === undefined || one.value === value));
  if (button !== undefined) return button;
  const known = found.map((one) => String(one.action_id)).join(', ');
  throw new Error(`no button ${actionId} in the message; it has: ${known === '' ? 'none' : known}`);
}
