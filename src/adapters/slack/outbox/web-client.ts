import type { Logger } from '@slack/web-api';
import { WebClient, type WebClientOptions } from '@slack/web-api';

/**
 * Options of every web client of ours, made anew for each: the socket client writes into the object it is given. No repeats, since
 * the client would repeat a post without knowing whether it is there; a limit on every call; 429 comes back to us
 * instead of pausing all calls.
 */
export const clientOptions = (apiUrl: string | undefined, logger: Logger, timeoutMs: number): WebClientOptions => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: timeoutMs,
  allowAbsoluteUrls: false,
  logger,
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
});

export const buildWebClient = (
  token: string,
  apiUrl: string | undefined,
  logger: Logger,
  timeoutMs: number,
): WebClient => new WebClient(token, clientOptions(apiUrl, logger, timeoutMs));
