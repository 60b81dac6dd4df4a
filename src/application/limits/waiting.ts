/** What bounds a wait: time, and the caller's signal. */
export interface Bounds {
  readonly seconds: number;
  /** Made when the time is up. */
  readonly late: () => Error;
  readonly signal?: AbortSignal;
}

/**
 * Waits for `promise` within bounds. The promise itself goes on: who gives up on something that must be closed says so
 * in `abandoned`, which is called with the result when it comes after all.
 */
export const waitFor = async <T>(promise: Promise<T>, bounds: Bounds, abandoned?: (result: T) => void): Promise<T> => {
  const { signal } = bounds;
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  let settled = false;
  const given = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(bounds.late()), bounds.seconds * 1000);
    stop = () => reject(signal?.reason);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
  promise.then(
    (result) => {
      if (settled) abandoned?.(result);
    },
    () => undefined,
  );
  try {
    return await Promise.race([promise, given]);
  } finally {
    settled = true;
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
  }
};

/** Whether `promise` settles within `ms` milliseconds; its error is somebody else's. */
export const settlesWithin = async (promise: Promise<unknown>, ms: number): Promise<boolean> => {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return await waitFor(settled, { seconds: ms / 1000, late: () => new Error('late') }).catch(() => false);
};
