import type { TestContext } from 'node:test';
import bolt from '@slack/bolt';
import {
  type PracticeSlack,
  type PracticeSlackOptions,
  startPracticeSlack,
} from '../../src/adapters/practice-slack/index.ts';

/** A practice Slack with a plain Bolt app in Socket Mode, as anybody would write one; both end with the test. */
export async function startWithPlainApp(
  t: TestContext,
  listen: (app: bolt.App) => void,
  options: PracticeSlackOptions = {},
  sockets = 1,
): Promise<PracticeSlack> {
  const slack = await startPracticeSlack(options);
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, timeout: 5_000 };
  const receivers = Array.from(
    { length: sockets },
    () =>
      new bolt.SocketModeReceiver({
        appToken: slack.appToken,
        clientPingTimeout: 300,
        logLevel: bolt.LogLevel.ERROR,
        logger: quiet,
        installerOptions: { clientOptions: { ...clientOptions } },
      }),
  );
  const [first] = receivers;
  if (first === undefined) throw new Error('a socket is needed');
  const app = new bolt.App({
    token: slack.botToken,
    receiver: first,
    clientOptions,
    convoStore: false,
    deferInitialization: true,
    logger: quiet,
    logLevel: bolt.LogLevel.ERROR,
  });
  t.after(async () => {
    await Promise.all(receivers.map((receiver) => receiver.stop()));
    await slack.close();
  });
  listen(app);
  await app.init();
  for (const receiver of receivers) {
    receiver.init(app);
    await receiver.start();
  }
  return slack;
}

/** Dropped sockets and refused posts are what the tests are about; they need no lines of their own. */
const quiet: bolt.Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => bolt.LogLevel.ERROR,
  setName: () => undefined,
};
