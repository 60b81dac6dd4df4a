const maxCauses = 5;

/**
 * What of an error may be logged: a fixed list of fields. Everything else an error may carry (request configuration,
 * headers, bodies) stays out.
 */
export const serializeError = (error: unknown, depth = 0): unknown => {
  if (!(error instanceof Error))
    return typeof error === 'string' ? { message: error } : { message: `not an Error: ${typeof error}` };
  const { code, level, data } = error as { code?: unknown; level?: unknown; data?: { error?: unknown } };
  const plain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(plain(code) ? { code } : {}),
    ...(plain(level) ? { level } : {}),
    ...(plain(data?.error) ? { slackError: data.error } : {}),
    ...(error.cause !== undefined && depth < maxCauses ? { cause: serializeError(error.cause, depth + 1) } : {}),
  };
};
