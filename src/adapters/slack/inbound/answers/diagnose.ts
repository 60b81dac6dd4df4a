import { sentence } from '../../blocks/answers.ts';
import type { Answer, Answerer, Ask } from '../answer.ts';
import { checkHosts } from '../fleet/start-survey.ts';
import type { InboundParts } from '../parts.ts';

/** Starts a check; `before` is said first. */
export const startedAnswer = async (
  parts: InboundParts,
  ask: Ask,
  asked: { readonly hosts: readonly string[]; readonly scope: string },
  before = '',
): Promise<Answer> => {
  const { requestId, user, place } = ask;
  const { words, started } = await checkHosts(parts, { requestId, user, place, ...asked }, ask.where);
  return {
    message: sentence([before, words].filter((part) => part !== '').join('\n')),
    audience: 'asker',
    started,
  };
};

export const answerDiagnose: Answerer<'diagnose'> = (parts, ask, { hosts, scope }) =>
  startedAnswer(parts, ask, { hosts, scope });
