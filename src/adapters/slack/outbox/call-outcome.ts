import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/** How one call to Slack ended. Only `unclear` leaves open whether it was done. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly data: Readonly<Record<string, unknown>> }
  | { readonly kind: 'limited'; readonly seconds: number }
  | { readonly kind: 'not-sent'; readonly cause: Error }
  | { readonly kind: 'refused'; readonly error: string; readonly cause: Error }
  | { readonly kind: 'unclear'; readonly cause: Error };

/** Answers of Slack after which the work may have been done all the same. */
const halfDone = new Set([
  'internal_error',
  'fatal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** Errors of the network from before anything was sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const networkCode = (error: unknown): string | undefined => {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth += 1) {
    const code = (at as NodeJS.ErrnoException).code;
    if (code !== undefined && neverSent.has(code)) return code;
    at = at instanceof WebAPIRequestError ? at.original : at.cause;
  }
  return undefined;
};

/** Reads an error of the web client. */
export const outcomeOf = (thrown: unknown): Exclude<CallOutcome, { kind: 'done' }> => {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (cause instanceof WebAPIRateLimitedError) return { kind: 'limited', seconds: Math.max(1, cause.retryAfter) };
  if (cause instanceof WebAPIPlatformError) {
    const { error } = cause.data;
    // A proxy's page with status 200 comes here with the page as the error.
    if (!/^[a-z0-9_:.-]{1,100}$/iu.test(error) || halfDone.has(error)) return { kind: 'unclear', cause };
    return error === 'ratelimited' ? { kind: 'limited', seconds: 5 } : { kind: 'refused', error, cause };
  }
  if (cause instanceof WebAPIHTTPError && cause.statusCode < 500) {
    return { kind: 'refused', error: `http_${cause.statusCode}`, cause };
  }
  return networkCode(cause) === undefined ? { kind: 'unclear', cause } : { kind: 'not-sent', cause };
};
