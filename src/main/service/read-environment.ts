import { type LogLevel, readLogLevel } from '../../adapters/log/create-logger.ts';
import { SetupError, type Surroundings } from '../command.ts';

/** What the services take from the environment, checked. */
export interface ServiceEnvironment {
  readonly botToken: string;
  /** Socket Mode, or HTTP mode with the signing secret. */
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  readonly apiUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Health and metrics; none when not set. */
  readonly port: number | undefined;
}

export type Role = 'start' | 'bot' | 'worker';

const readPort = (text: string | undefined): number | undefined => {
  if (!text) return undefined;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Error(`PORT is "${text}"; expected a number from 0 to 65535`);
  return port;
};

const readToken = (name: string, start: string, value: string | undefined): string => {
  const token = value?.trim() ?? '';
  if (token === '') throw new Error(`${name} is not set; expected a token that begins with ${start}`);
  if (!token.startsWith(start)) throw new Error(`${name} does not begin with ${start}; maybe two tokens are swapped`);
  return token;
};

const redisProtocols = ['redis:', 'rediss:', 'unix:'];

const readRedisUrl = (role: Role, url: string | undefined): string | undefined => {
  if (!url) {
    if (role === 'start') return undefined;
    throw new Error(
      `REDIS_URL is not set; "${role}" needs Redis to talk to the other processes ("start" alone works without)`,
    );
  }
  if (!url.startsWith('/') && !redisProtocols.some((protocol) => url.startsWith(protocol))) {
    throw new Error('REDIS_URL can’t be used; expected redis://HOST:PORT, rediss://HOST:PORT or unix:///PATH');
  }
  return url;
};

const readMode = (env: Surroundings['env']): ServiceEnvironment['mode'] => {
  const secret = env['SLACK_SIGNING_SECRET']?.trim();
  if (env['SLACK_APP_TOKEN'])
    return { kind: 'socket', appToken: readToken('SLACK_APP_TOKEN', 'xapp-', env['SLACK_APP_TOKEN']) };
  if (secret) return { kind: 'http', signingSecret: secret };
  throw new Error(
    'neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP mode) is set; expected one of them',
  );
};

/** Reads and checks the environment; every problem is told at once. A worker only writes to Slack and needs no mode. */
export const readEnvironment = (role: Role, env: Surroundings['env']): ServiceEnvironment => {
  const problems: string[] = [];
  const read = <T>(part: () => T, otherwise: T): T => {
    try {
      return part();
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
      return otherwise;
    }
  };
  const found: ServiceEnvironment = {
    botToken: read(() => readToken('SLACK_BOT_TOKEN', 'xoxb-', env['SLACK_BOT_TOKEN']), ''),
    mode:
      role === 'worker'
        ? { kind: 'socket', appToken: '' }
        : read(() => readMode(env), { kind: 'socket', appToken: '' }),
    apiUrl: env['SLACK_API_URL'] || undefined,
    redisUrl: read(() => readRedisUrl(role, env['REDIS_URL']), undefined),
    logLevel: read(() => readLogLevel(env['LOG_LEVEL']), 'info'),
    port: read(() => readPort(env['PORT']), undefined),
  };
  if (problems.length === 0) return found;
  const advice =
    'README.md says where Slack shows the tokens; "stuckmail doctor" tries them; "stuckmail demo" needs none.';
  throw new SetupError([...problems.map((problem) => `stuckmail ${role}: ${problem}`), advice].join('\n'));
};
