import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { markMethods } from './marks.ts';
import type { Methods } from './method.ts';
import { sessionMethods } from './session.ts';
import { userMethods } from './users.ts';
import { viewMethods } from './views.ts';

/** Every Web API method the practice Slack knows; another one is an `unknown_method`. */
export const methods: Methods = {
  ...sessionMethods,
  ...chatMethods,
  ...conversationMethods,
  ...userMethods,
  ...fileMethods,
  ...markMethods,
  ...viewMethods,
};
