import type { Collection } from '../../../application/ports/collection.ts';
import type { Caller } from './caller.ts';
import { idOf, type NotedPostKey, type PostNotes } from './noted-posts.ts';
import type { SlackMessage } from './slack-message.ts';
import { SlackRefused, SlackUnavailable } from './slack-trouble.ts';
import { sleep, type Timing } from './timing.ts';
import type { Edits } from './view-posts.ts';

export interface EditTools {
  readonly caller: Caller;
  readonly notes: Collection<PostNotes>;
  readonly timing: Timing;
  readonly signal: AbortSignal;
}

/** One state of a message that several processes edit. */
export interface Edition {
  readonly ts: string;
  /** Grows with each state. */
  readonly version: number;
  readonly message: SlackMessage;
}

const method = 'chat.update';
const none: Edits = { shown: -1, wanted: -1, at: 0 };

/**
 * Edits a message to the state of `version`, unless that or a newer one is shown already, or somebody is about to show a newer one.
 * One edit at a time over all processes, so that an older state never lands on a newer one; a process that dies over an edit holds the
 * others up for as long as one call may take. Resolves when there is nothing left to do for this version; rejects with SlackRefused or
 * SlackUnavailable.
 */
export const editInOrder = async (tools: EditTools, key: NotedPostKey, edition: Edition): Promise<void> => {
  const { caller, notes, timing, signal } = tools;
  const { ts, version, message } = edition;
  const until = Date.now() + timing.giveUpMs;
  const holdMs = timing.callMs + timing.backoffMs;
  const step = `${key.step}-edits`;
  const change = async (apply: (now: Edits) => Edits): Promise<Edits> => {
    const all = await notes.change(idOf(key), (kept) => {
      const now = kept?.[step]?.edits ?? none;
      const next = apply(now);
      return next === now ? kept : { ...kept, [step]: { edits: next } };
    });
    return all?.[step]?.edits ?? none;
  };
  const settled = (edits: Edits): boolean => edits.shown >= version || edits.wanted > version;
  const free = ({ editing, at }: Edits, now: number): boolean =>
    (editing === undefined || now - editing > holdMs) && now - at >= timing.editEveryMs;
  const letGo = ({ shown, wanted, at }: Edits): Edits => ({ shown, wanted, at });

  for (let backoff = timing.backoffMs; ; ) {
    const now = Date.now();
    let mine = false;
    const edits = await change((before) => {
      mine = false;
      if (settled(before)) return before;
      mine = free(before, now) && caller.blockedFor(method) === 0;
      if (mine) return { ...before, wanted: version, editing: now };
      return before.wanted === version ? before : { ...before, wanted: version };
    });
    if (settled(edits)) return;
    if (mine) {
      const outcome = await caller.call(method, {
        channel: key.place.channel,
        ts,
        text: message.text,
        blocks: message.blocks,
      });
      if (outcome.kind === 'done') {
        let late = false;
        await change((newest) => {
          // A process that was frozen over its edit: a newer state was shown meanwhile, and this one may lie over it now.
          late = newest.editing !== now && newest.shown > version;
          if (late) return { ...newest, shown: version };
          return { ...letGo(newest), shown: Math.max(newest.shown, version), at: Date.now() };
        });
        if (late) throw new SlackUnavailable('an edit was late; the newest state has to be shown again');
        return;
      }
      // An edit of unclear outcome may still land: nobody else edits until it can't any more.
      if (outcome.kind !== 'unclear') await change(letGo);
      if (outcome.kind === 'refused') throw new SlackRefused(method, outcome.error, outcome.cause);
      backoff = Math.min(backoff * 2, timing.backoffMostMs);
    }
    const wait = mine ? backoff : Math.min(250, timing.editEveryMs / 3);
    if (signal.aborted || Date.now() + wait > until)
      throw new SlackUnavailable(`a message could not be edited within ${timing.giveUpMs / 1000} s`);
    await sleep(wait, signal);
    if (!(await caller.freeBy(method, until)))
      throw new SlackUnavailable('Slack asks to wait too long with the edit of a message');
  }
};
