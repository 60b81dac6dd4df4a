import { Refusal } from './refusal.ts';

const GOOD_FOR_MS = 3_000;

/** Trigger ids: unique, good for three seconds and for one view. */
export class Triggers {
  readonly #issued = new Map<string, { readonly user: string; readonly at: number; used: boolean }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  issue(user: string): string {
    const id = `${this.#issued.size + 1}.${this.#now()}.${crypto.randomUUID().replaceAll('-', '')}`;
    this.#issued.set(id, { user, at: this.#now(), used: false });
    return id;
  }

  /** Uses one up and says whose it is. */
  exchange(id: string): string {
    const trigger = this.#issued.get(id);
    if (trigger === undefined) throw new Refusal('invalid_trigger_id');
    if (trigger.used) throw new Refusal('exchanged_trigger_id');
    if (this.#now() - trigger.at > GOOD_FOR_MS) throw new Refusal('expired_trigger_id');
    trigger.used = true;
    return trigger.user;
  }
}
