import { sentence } from '../../blocks/answers.ts';
import type { Answer } from '../answer.ts';

/** For a process without a desk for incidents. */
export const notSetUp: Answer = {
  message: sentence('Watching and incidents are not set up here.'),
  audience: 'asker',
};
