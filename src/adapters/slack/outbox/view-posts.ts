import type { Place } from '../../../application/ports/job-queue.ts';
import type { RunRecord, RunStore, RunView } from '../../../application/ports/run-store.ts';

/** One post of one run in one place. */
export interface RunPostKey {
  readonly runId: string;
  readonly place: Place;
  readonly step: string;
}

export interface Post {
  readonly posting?: string;
  readonly ts?: string;
  /** Of a message whose states are numbered, in a note of its own. */
  readonly edits?: Edits;
}

/** What is known of the edits of one message. Times in milliseconds since 1970. */
export interface Edits {
  /** The newest state that Slack took, and the newest that somebody wants to show. */
  readonly shown: number;
  readonly wanted: number;
  /** When the last edit was taken. */
  readonly at: number;
  /** Since when somebody is at it. */
  readonly editing?: number;
}

const isAt = (place: Place, view: RunView): boolean =>
  view.place.team === place.team &&
  view.place.channel === place.channel &&
  view.place.thread === place.thread &&
  view.place.survey === place.survey;

const postOf = (record: RunRecord, { place, step }: RunPostKey): Post | undefined =>
  record.views.find((view) => isAt(place, view))?.posts[step];

const withPost = (record: RunRecord, { place, step }: RunPostKey, post: Post): RunRecord => ({
  ...record,
  views: record.views.map((view) => (isAt(place, view) ? { ...view, posts: { ...view.posts, [step]: post } } : view)),
});

/** The record of each post, as several processes see it. */
export interface Posts<Key> {
  read(key: Key): Promise<Post>;
  /** Takes the right to post, given what was seen before; undefined when somebody else was quicker. */
  take(key: Key, seen: Post): Promise<Post | undefined>;
  /** Gives the right back: it is certain that nothing was posted. */
  release(key: Key, mine: Post): Promise<void>;
  remember(key: Key, ts: string): Promise<void>;
}

/** Posts of runs are noted in the records of the runs. */
export const viewPosts = (store: RunStore): Posts<RunPostKey> => ({
  async read(key) {
    const record = await store.get(key.runId);
    if (record === undefined) throw new Error(`the record of run ${key.runId} is gone`);
    return postOf(record, key) ?? {};
  },

  async take(key, seen) {
    const mine: Post = { posting: new Date().toISOString() };
    let won = false;
    await store.update(key.runId, (record) => {
      const now = postOf(record, key) ?? {};
      // Run again for a newer record when another process wrote meanwhile: the last time decides.
      won = now.ts === undefined && now.posting === seen.posting && isThere(record, key);
      return won ? withPost(record, key, mine) : record;
    });
    return won ? mine : undefined;
  },

  async release(key, mine) {
    await store.update(key.runId, (record) => {
      const now = postOf(record, key);
      return now?.ts === undefined && now?.posting === mine.posting ? withPost(record, key, {}) : record;
    });
  },

  async remember(key, ts) {
    await store.update(key.runId, (record) => withPost(record, key, { ts }));
  },
});

const isThere = (record: RunRecord, { place }: RunPostKey): boolean => record.views.some((view) => isAt(place, view));
