export { createSlackApp, type SlackApp, type SlackAppParts, type SlackHealth } from './create-slack-app.ts';
export { createSlackWriter, type SlackWriter, type SlackWriterParts } from './writer.ts';
