import type { Collection } from '../../../application/ports/collection.ts';
import type { Place } from '../../../application/ports/job-queue.ts';
import type { Post, Posts } from './view-posts.ts';

/** One post about something that lives longer than a run: an incident, a survey. */
export interface NotedPostKey {
  /** Its id, with its kind before it: `incident-…`, `survey-…`. */
  readonly subject: string;
  readonly place: Place;
  readonly step: string;
}

/** What was posted about one subject in one place, by step. */
export type PostNotes = Readonly<Record<string, Post>>;

/** Of the document with the notes of a subject and place. */
export const idOf = ({ subject, place }: Pick<NotedPostKey, 'subject' | 'place'>): string =>
  [subject, place.team, place.channel, place.thread ?? ''].join(' ');

/** Posts about subjects are noted in a document a subject and place. */
export const notedPosts = (notes: Collection<PostNotes>): Posts<NotedPostKey> => ({
  async read(key) {
    return (await notes.get(idOf(key)))?.[key.step] ?? {};
  },

  async take(key, seen) {
    const mine: Post = { posting: new Date().toISOString() };
    let won = false;
    await notes.change(idOf(key), (all) => {
      const now = all?.[key.step] ?? {};
      // Run again for newer notes when another process wrote meanwhile: the last time decides.
      won = now.ts === undefined && now.posting === seen.posting;
      return won ? { ...all, [key.step]: mine } : all;
    });
    return won ? mine : undefined;
  },

  async release(key, mine) {
    await notes.change(idOf(key), (all) => {
      const now = all?.[key.step];
      return now?.ts === undefined && now?.posting === mine.posting ? { ...all, [key.step]: {} } : all;
    });
  },

  async remember(key, ts) {
    await notes.change(idOf(key), (all) => ({ ...all, [key.step]: { ts } }));
  },
});
