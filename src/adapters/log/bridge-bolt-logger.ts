import { LogLevel, type Logger as SlackLogger } from '@slack/web-api';
import type { Logger } from 'pino';

const join = (parts: readonly unknown[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : part instanceof Error ? part.message : JSON.stringify(part)))
    .join(' ');

/**
 * Bolt logs `(message, error)` with any number of parts; pino wants `(fields, message)`. Bolt prints whole payloads at
 * debug, with everything people typed: that level is passed on only as `trace`.
 */
export const bridgeBoltLogger = (logger: Logger): SlackLogger => {
  let source = 'bolt';
  const write =
    (level: 'trace' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      if (!logger.isLevelEnabled(level)) return;
      const err = parts.find((part) => part instanceof Error);
      logger[level](err === undefined ? { source } : { source, err }, join(parts));
    };
  const getLevel = (): LogLevel => {
    if (logger.isLevelEnabled('trace')) return LogLevel.DEBUG;
    if (logger.isLevelEnabled('info')) return LogLevel.INFO;
    return logger.isLevelEnabled('warn') ? LogLevel.WARN : LogLevel.ERROR;
  };
  return {
    debug: write('trace'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    getLevel,
    // Bolt sets its own idea of a level; ours comes from LOG_LEVEL alone.
    setLevel: () => undefined,
    setName: (name) => {
      source = name;
    },
  };
};
