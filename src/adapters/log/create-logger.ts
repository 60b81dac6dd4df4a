import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { scrubSecrets } from './scrub.ts';
import { serializeError } from './serialize-error.ts';

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const secretKeys = [
  'password',
  'pass',
  'passphrase',
  'secret',
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'privateKey',
  'authorization',
  'cookie',
  'response_url',
  'responseUrl',
  'trigger_id',
];

/** pino redacts by path only, so every secret key is named at each depth that our own log lines reach. */
const secretPaths = ['', '*.', '*.*.', '*.*.*.'].flatMap((prefix) => secretKeys.map((key) => `${prefix}${key}`));

/** LOG_LEVEL as typed; throws when it is no level. */
export const readLogLevel = (text: string | undefined): LogLevel => {
  const level = (text ?? '').trim().toLowerCase() || 'info';
  const known = logLevels.find((name) => name === level);
  if (known === undefined) throw new Error(`LOG_LEVEL is "${text}"; expected one of ${logLevels.join(', ')}`);
  return known;
};

/**
 * One JSON line an event. Redacted twice: by path, and by the look of a secret in the finished line, which also covers
 * messages, stacks and child bindings. A child must not be given `redact` of its own: it would replace this one.
 */
export const createLogger = (options: { level: LogLevel; stream?: DestinationStream; fd?: 1 | 2 }): Logger =>
  pino(
    {
      level: options.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[secret]' },
      serializers: { err: serializeError, error: serializeError, cause: serializeError },
      hooks: { streamWrite: scrubSecrets },
    },
    // Synchronous: nothing is lost when the process ends in a hurry.
    options.stream ?? destination({ fd: options.fd ?? 1, sync: true }),
  );
