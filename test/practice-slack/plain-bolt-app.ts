import bolt from '@slack/bolt';
import type { PracticeSlack } from '../../src/adapters/practice-slack/index.ts';

/** A plain Bolt app in Socket Mode against the practice Slack, as anybody would write it. */
export async function startPlainApp(
  slack: PracticeSlack,
  listen: (app: bolt.App) => void,
  options: { clientPingTimeout?: number; timeout?: number } = {},
): Promise<{ app: bolt.App; receiver: bolt.SocketModeReceiver; stop: () => Promise<void> }> {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, timeout: options.timeout ?? 5_000 };
  const receiver = new bolt.SocketModeReceiver({
    appToken: slack.appToken,
    clientPingTimeout: options.clientPingTimeout ?? 300,
    logLevel: bolt.LogLevel.ERROR,
    installerOptions: { clientOptions: { ...clientOptions } },
  });
  const app = new bolt.App({
    token: slack.botToken,
    receiver,
    clientOptions,
    convoStore: false,
    deferInitialization: true,
    logLevel: bolt.LogLevel.ERROR,
  });
  listen(app);
  await app.init();
  await app.start();
  return { app, receiver, stop: async () => void (await app.stop()) };
}
