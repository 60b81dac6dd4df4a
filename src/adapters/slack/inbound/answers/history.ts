import type { HostHistory } from '../../../../application/history.ts';
import { problemMessage, sentence } from '../../blocks/answers.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import { showHistory } from './show-history.ts';

/** `history`: what is kept of a host, in the place that asked; the picture takes longer than an acknowledgement may. */
export const answerHistory: Answerer<'history'> = async (parts, ask, { host }) => {
  const { history, limits, inFlight } = parts;
  if (history === undefined) return { message: sentence('"history" is not available here.'), audience: 'asker' };
  let found: HostHistory;
  try {
    found = await within(limits.enqueueMs, 'reading the history', history.of(host));
  } catch (cause) {
    throw new NotNow(`I could not read the history of ${host}. Please try again in a moment.`, cause);
  }
  if (found.entries.length === 0) {
    const message = `Nothing is kept of ${host} yet: it was not checked in the last ${found.days} days.`;
    const tries = [`diagnose ${host}`, `watch ${host}`];
    return { message: problemMessage({ message, tries }, ask.prefix), audience: 'asker' };
  }
  inFlight.track('showing a history', showHistory(parts, ask, found));
  return { message: sentence(`The history of ${host} appears ${ask.where}.`), audience: 'asker' };
};
