import { type Arguments, flagOf, isRecord, textOf } from './arguments.ts';
import { addMessage, withBlockIds } from './messages.ts';
import { contentOf, sayingOf } from './methods/content.ts';
import { Refusal, refusalBody } from './refusal.ts';
import type { Pending, Reply, Route } from './server.ts';
import type { Message, PrivateAnswer, Workspace } from './workspace.ts';

const MOST_USES = 5;
const GOOD_FOR_MS = 30 * 60 * 1000;

/** What a response_url belongs to. */
interface Origin {
  readonly user: string;
  readonly channel: string;
  readonly at: number;
  uses: number;
  /** What `replace_original` and `delete_original` are about. */
  readonly original?: Message | PrivateAnswer;
}

/** The addresses commands and clicks may answer to: five times within thirty minutes. */
export class ResponseUrls {
  readonly #workspace: Workspace;
  readonly #baseUrl: () => string;
  readonly #origins = new Map<string, Origin>();

  constructor(workspace: Workspace, baseUrl: () => string) {
    this.#workspace = workspace;
    this.#baseUrl = baseUrl;
  }

  issue(user: string, channel: string, original?: Message | PrivateAnswer): string {
    const id = `${this.#workspace.team.id}/${this.#origins.size + 1}/${crypto.randomUUID()}`;
    const origin: Origin = { user, channel, at: this.#workspace.now(), uses: 0 };
    this.#origins.set(id, original === undefined ? origin : { ...origin, original });
    return `${this.#baseUrl()}/response/${id}`;
  }

  route(): Route {
    return {
      name: (path) => (path.startsWith('/response/') ? 'response_url' : undefined),
      receive: ({ url, body }): Pending => ({
        args: {},
        work: (): Reply => {
          try {
            this.#use(url.pathname.slice('/response/'.length), body);
            return { status: 200, body: 'ok' };
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            const status = ['used_url', 'expired_url'].includes(error.error) ? 404 : 400;
            return { status, body: refusalBody(error) };
          }
        },
      }),
    };
  }

  /** Shows an answer as its fields ask; also for the body of an acknowledgement. */
  show(origin: Pick<Origin, 'user' | 'channel' | 'original'>, args: Arguments, via: PrivateAnswer['via']): void {
    if (flagOf(args, 'delete_original')) return this.#removeOriginal(origin.original);
    const content = contentOf(args);
    const text = sayingOf(content);
    if (flagOf(args, 'replace_original') && origin.original !== undefined) {
      if ('type' in origin.original) return this.#replace(origin.original, text, content.blocks);
      this.#removeOriginal(origin.original);
    }
    const channel = this.#workspace.channels.get(origin.channel);
    if (channel === undefined) throw new Refusal('channel_not_found');
    const thread = textOf(args, 'thread_ts');
    if (textOf(args, 'response_type') === 'in_channel') {
      const user = this.#workspace.app.botUserId;
      addMessage(this.#workspace, channel, { ...content, user, text, thread });
      return;
    }
    const answer: PrivateAnswer = {
      via,
      user: origin.user,
      channel: channel.id,
      ts: this.#workspace.nextTs(),
      text,
      ...(content.blocks === undefined ? {} : { blocks: withBlockIds(this.#workspace, content.blocks) }),
      ...(thread === undefined ? {} : { thread_ts: thread }),
      shown: true,
    };
    this.#workspace.privateAnswers.push(answer);
    this.#workspace.changed({ kind: 'private', answer });
  }

  #use(id: string, body: Buffer): void {
    const origin = this.#origins.get(id);
    if (origin === undefined) throw new Refusal('invalid_url');
    if (this.#workspace.now() - origin.at > GOOD_FOR_MS) throw new Refusal('expired_url');
    if (origin.uses >= MOST_USES) throw new Refusal('used_url');
    const value: unknown = parse(body);
    if (!isRecord(value)) throw new Refusal('invalid_payload');
    this.show(origin, value, 'response_url');
    origin.uses += 1;
  }

  #replace(message: Message, text: string, blocks: Message['blocks']): void {
    message.text = text;
    if (blocks === undefined) delete message.blocks;
    else message.blocks = withBlockIds(this.#workspace, blocks);
    this.#workspace.changed({ kind: 'updated', message });
  }

  #removeOriginal(original: Message | PrivateAnswer | undefined): void {
    if (original === undefined) throw new Refusal('message_not_found');
    if (!('type' in original)) {
      original.shown = false;
      this.#workspace.changed({ kind: 'private', answer: original });
      return;
    }
    const { messages } = this.#workspace;
    messages.splice(messages.indexOf(original), 1);
    this.#workspace.changed({ kind: 'deleted', message: original });
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Refusal('invalid_payload', [String(cause)]);
  }
}
