import type { Logger } from 'pino';

type BoltLevel = 'debug' | 'info' | 'warn' | 'error';

/** What Bolt and its clients call: any number of arguments, a level that may be set, a name. Fits `Logger` of @slack/logger. */
export interface BoltLogger {
  debug(...parts: unknown[]): void;
  info(...parts: unknown[]): void;
  warn(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
  getLevel(): BoltLevel;
  setLevel(level: string): void;
  setName(name: string): void;
}

const join = (parts: readonly unknown[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : part instanceof Error ? part.message : JSON.stringify(part)))
    .join(' ');

/**
 * Bolt logs `(message, error)` with any number of parts; pino wants `(fields, message)`. Bolt prints whole payloads at
 * debug, with everything people typed: that level is passed on only as `trace`.
 */
export const bridgeBoltLogger = (logger: Logger): BoltLogger => {
  let source = 'bolt';
  const write =
    (level: 'trace' | 'info' | 'warn' | 'error') =>
    (...parts: unknown[]): void => {
      if (!logger.isLevelEnabled(level)) return;
      const err = parts.find((part) => part instanceof Error);
      logger[level](err === undefined ? { source } : { source, err }, join(parts));
    };
  const getLevel = (): BoltLevel => {
    if (logger.isLevelEnabled('trace')) return 'debug';
    if (logger.isLevelEnabled('info')) return 'info';
    return logger.isLevelEnabled('warn') ? 'warn' : 'error';
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
