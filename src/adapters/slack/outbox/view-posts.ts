import type { Place } from '../../../application/ports/job-queue.ts';
import type { RunRecord, RunStore, RunView } from '../../../application/ports/run-store.ts';

/** One post of one run in one place. */
export interface PostKey {
  readonly runId: string;
  readonly place: Place;
  readonly step: string;
}

interface Post {
  readonly posting?: string;
  readonly ts?: string;
}

const isAt = (place: Place, view: RunView): boolean =>
  view.place.team === place.team && view.place.channel === place.channel && view.place.thread === place.thread;

const postOf = (record: RunRecord, { place, step }: PostKey): Post | undefined =>
  record.views.find((view) => isAt(place, view))?.posts[step];

const withPost = (record: RunRecord, { place, step }: PostKey, post: Post): RunRecord => ({
  ...record,
  views: record.views.map((view) => (isAt(place, view) ? { ...view, posts: { ...view.posts, [step]: post } } : view)),
});

/** The record of one post, as several processes see it. */
export const viewPosts = (store: RunStore) => ({
  async read(key: PostKey): Promise<Post> {
    const record = await store.get(key.runId);
    if (record === undefined) throw new Error(`the record of run ${key.runId} is gone`);
    return postOf(record, key) ?? {};
  },

  /** Takes the right to post, given what was seen before; undefined when somebody else was quicker. */
  async take(key: PostKey, seen: Post): Promise<Post | undefined> {
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

  /** Gives the right back: it is certain that nothing was posted. */
  async release(key: PostKey, mine: Post): Promise<void> {
    await store.update(key.runId, (record) => {
      const now = postOf(record, key);
      return now?.ts === undefined && now?.posting === mine.posting ? withPost(record, key, {}) : record;
    });
  },

  async remember(key: PostKey, ts: string): Promise<void> {
    await store.update(key.runId, (record) => withPost(record, key, { ts }));
  },
});

const isThere = (record: RunRecord, { place }: PostKey): boolean => record.views.some((view) => isAt(place, view));

export type ViewPosts = ReturnType<typeof viewPosts>;
