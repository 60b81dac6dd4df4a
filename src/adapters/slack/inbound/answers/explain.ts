import { isStageId, stageTitles } from '../../../../domain/stages/stage-id.ts';
import { explained } from '../../blocks/known-answers.ts';
import type { SlackMessage } from '../../outbox/slack-message.ts';
import type { Answerer } from '../answer.ts';
import type { Explanation } from '../parts.ts';

const explainMessage = ({ stage, code, meaning, action, commands }: Explanation): SlackMessage => {
  const place = isStageId(stage) ? stageTitles[stage] : stage === 'access' ? 'Reaching the host' : undefined;
  const heading = stage === 'delivered' ? 'Delivered' : [place, code].filter((part) => part != null).join(': ');
  return explained(heading === '' ? 'No mail failure known in that text' : heading, meaning, action, commands);
};

export const answerExplain: Answerer<'explain'> = async (parts, _, { text }) => ({
  message: explainMessage(parts.explain(text)),
  audience: 'all',
});
