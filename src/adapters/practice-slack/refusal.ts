/** A refusal in Slack's words: the `error` of an `ok: false` answer, with what else Slack says there. */
export class Refusal extends Error {
  readonly error: string;
  readonly messages: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
  constructor(error: string, messages: readonly string[] = [], details: Readonly<Record<string, unknown>> = {}) {
    super(messages.length > 0 ? `${error}: ${messages.join('; ')}` : error);
    this.name = 'Refusal';
    this.error = error;
    this.messages = messages;
    this.details = details;
  }
}

/** How Slack writes a refusal. */
export function refusalBody({ error, messages, details }: Refusal): Record<string, unknown> {
  return { ok: false, error, ...details, ...(messages.length > 0 ? { response_metadata: { messages } } : {}) };
}
