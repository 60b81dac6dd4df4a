import type { Collection } from '../../../application/ports/collection.ts';
import type { RunStore } from '../../../application/ports/run-store.ts';
import { type NotedPostKey, notedPosts, type PostNotes } from './noted-posts.ts';
import { type Posts, type RunPostKey, viewPosts } from './view-posts.ts';

/** Names one post for ever: whoever tries it, it is made once. */
export type PostKey = RunPostKey | NotedPostKey;

/** What the post is about: a run id, or a subject. */
export const subjectOf = (key: PostKey): string => ('runId' in key ? key.runId : key.subject);

/** All posts, each noted where its kind is noted. */
export const allPosts = (store: RunStore, notes: Collection<PostNotes>): Posts<PostKey> => {
  const ofRuns = viewPosts(store);
  const noted = notedPosts(notes);
  return {
    read: (key) => ('runId' in key ? ofRuns.read(key) : noted.read(key)),
    take: (key, seen) => ('runId' in key ? ofRuns.take(key, seen) : noted.take(key, seen)),
    release: (key, mine) => ('runId' in key ? ofRuns.release(key, mine) : noted.release(key, mine)),
    remember: (key, ts) => ('runId' in key ? ofRuns.remember(key, ts) : noted.remember(key, ts)),
  };
};
