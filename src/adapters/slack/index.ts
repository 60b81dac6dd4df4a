export { createSlackApp, type SlackApp, type SlackAppParts } from './create-slack-app.ts';
export { createSlackWriter, type SlackWriter } from './writer.ts';
