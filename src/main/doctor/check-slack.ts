import { LogLevel, WebClient } from '@slack/web-api';
import type { Surroundings } from '../command.ts';
import { scopesOf } from '../manifest.ts';
import { type Finding, messageOf } from './finding.ts';

const slackSeconds = 10;

const clientFor = (token: string, env: Surroundings['env']): WebClient =>
  new WebClient(token, {
    ...(env['SLACK_API_URL'] ? { slackApiUrl: env['SLACK_API_URL'] } : {}),
    timeout: slackSeconds * 1000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      setName() {},
      getLevel: () => LogLevel.ERROR,
    },
  });

const judgeScopes = (granted: readonly string[], manifest: string): Finding => {
  const missing = scopesOf(manifest).filter((scope) => !granted.includes(scope));
  return missing.length === 0
    ? { check: 'Slack scopes', status: 'ok', detail: `all ${scopesOf(manifest).length} that the manifest asks for` }
    : {
        check: 'Slack scopes',
        status: 'failed',
        detail: `missing: ${missing.join(', ')}; put the newest manifest into the app's settings and install the app again`,
      };
};

const checkBotToken = async (token: string, env: Surroundings['env'], manifest: string): Promise<Finding[]> => {
  const check = 'Slack bot token';
  if (!token.startsWith('xoxb-')) return [{ check, status: 'failed', detail: 'SLACK_BOT_TOKEN must begin with xoxb-' }];
  try {
    const { user, team, response_metadata: meta } = await clientFor(token, env).auth.test();
    return [
      { check, status: 'ok', detail: `is @${user} in ${team}` },
      ...(meta?.scopes === undefined ? [] : [judgeScopes(meta.scopes, manifest)]),
    ];
  } catch (error) {
    return [{ check, status: 'failed', detail: `auth.test: ${messageOf(error)}` }];
  }
};

/** In Socket Mode asks for a socket address, which proves the token and its scope; opens no socket. */
const checkAppToken = async (env: Surroundings['env']): Promise<Finding> => {
  const token = env['SLACK_APP_TOKEN'];
  const check = 'Slack app token';
  if (!token) {
    return env['SLACK_SIGNING_SECRET']
      ? { check, status: 'skipped', detail: 'HTTP mode: SLACK_SIGNING_SECRET is set, SLACK_APP_TOKEN is not' }
      : {
          check,
          status: 'failed',
          detail: 'expected SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)',
        };
  }
  if (!token.startsWith('xapp-')) return { check, status: 'failed', detail: 'SLACK_APP_TOKEN must begin with xapp-' };
  try {
    await clientFor(token, env).apps.connections.open({});
    return { check, status: 'ok', detail: 'Socket Mode may connect' };
  } catch (error) {
    return {
      check,
      status: 'failed',
      detail: `apps.connections.open: ${messageOf(error)}; the token needs connections:write`,
    };
  }
};

/** Tokens and scopes, as Slack itself sees them. */
export const checkSlack = async (env: Surroundings['env'], manifest: string): Promise<Finding[]> => {
  const token = env['SLACK_BOT_TOKEN'];
  if (!token) {
    return [{ check: 'Slack', status: 'skipped', detail: 'SLACK_BOT_TOKEN is not set: only the command line works' }];
  }
  const [bot, app] = await Promise.all([checkBotToken(token, env, manifest), checkAppToken(env)]);
  return [...bot, app];
};
