import { scopeWords } from '../../../../domain/command/find-hosts.ts';
import { problemMessage } from '../../blocks/answers.ts';
import { targetsEnded } from '../../blocks/incident/ended.ts';
import { within } from '../../people/within.ts';
import type { Answerer } from '../answer.ts';
import { NotNow } from '../not-now.ts';
import { notSetUp } from './not-set-up.ts';

export const answerUnwatch: Answerer<'unwatch'> = async (parts, ask, { targets }) => {
  const { watching, limits } = parts;
  if (watching === undefined) return notSetUp;
  let ended: Awaited<ReturnType<typeof watching.remove>>;
  try {
    ended = await within(limits.enqueueMs, 'ending a watch', watching.remove(targets, ask.user));
  } catch (cause) {
    throw new NotNow('Not confirmed: the watch could not be ended in time. Look with "watches".', cause);
  }
  if (ended.length > 0) return { message: targetsEnded('watch', ended, ended.length), audience: 'asker' };
  const message = `${scopeWords(targets)} is not watched under that name, so nothing was changed. A host of a watched group is watched with its group.`;
  return {
    message: problemMessage({ kind: 'problem', code: 'host-unknown', message, tries: ['watches'] }, ask.prefix),
    audience: 'asker',
  };
};
