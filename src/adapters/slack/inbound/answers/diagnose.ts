import { sentence } from '../../blocks/answers.ts';
import type { Answer, Answerer, Ask } from '../answer.ts';
import type { InboundParts } from '../parts.ts';
import { startedWords, startRuns } from '../start-runs.ts';

/** Starts a run a host; `before` is said first. */
export const startedAnswer = async (
  parts: InboundParts,
  ask: Ask,
  hosts: readonly string[],
  before = '',
): Promise<Answer> => {
  const { requestId, user, place } = ask;
  const started = await startRuns(parts, { requestId, hosts, user, place });
  const words = [before, startedWords(started, ask.where)].filter((part) => part !== '').join('\n');
  return { message: sentence(words), audience: 'asker', started };
};

export const answerDiagnose: Answerer<'diagnose'> = (parts, ask, { hosts }) => startedAnswer(parts, ask, hosts);
