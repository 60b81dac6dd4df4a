/** Calls `onDeaf` once when `isOpen` was false for `deafMs` without a break. */
export const watchSockets = (isOpen: () => boolean, deafMs: number, onDeaf: (error: Error) => void): (() => void) => {
  let heardAt = Date.now();
  const timer = setInterval(
    () => {
      if (isOpen()) heardAt = Date.now();
      if (Date.now() - heardAt < deafMs) return;
      clearInterval(timer);
      onDeaf(new Error(`no socket to Slack was open for ${Math.round(deafMs / 1000)} s, so no command can be heard`));
    },
    Math.min(1_000, deafMs / 4),
  );
  timer.unref();
  return () => clearInterval(timer);
};
