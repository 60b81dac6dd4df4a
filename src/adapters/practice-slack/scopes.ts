import { Refusal } from './refusal.ts';

/** What an app needs to be told of an event. */
const OF_EVENT: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  member_joined_channel: 'channels:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
};

/** The scopes of the bot token, and which of them were needed so far. */
export class Scopes {
  /** A manifest that asks for more than this asks for too much. */
  readonly used = new Set<string>();
  readonly #granted: ReadonlySet<string> | undefined;

  /** `granted` left out: all there are. */
  constructor(granted: readonly string[] | undefined) {
    this.#granted = granted === undefined ? undefined : new Set(granted);
  }

  has(...scopes: readonly string[]): boolean {
    const found = scopes.find((scope) => this.#granted?.has(scope) ?? true);
    if (found !== undefined) this.used.add(found);
    return found !== undefined;
  }

  /** Refuses unless the token has one of the scopes. */
  need(...scopes: readonly string[]): void {
    if (this.has(...scopes)) return;
    const provided = [...(this.#granted ?? [])].join(',');
    throw new Refusal('missing_scope', [], { needed: scopes.join(','), provided });
  }

  mayHear(subscription: string): boolean {
    const scope = OF_EVENT[subscription];
    return scope === undefined || this.has(scope);
  }

  /** For what nobody has unless it was granted by name. */
  hasByName(scope: string): boolean {
    return this.#granted?.has(scope) === true && this.has(scope);
  }
}
