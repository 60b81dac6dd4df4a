/** Waits for a state that comes by itself; the test's own limit ends a wait in vain. */
export const until = async (state: () => boolean): Promise<void> => {
  for (let tries = 0; !state(); tries += 1) {
    if (tries > 1000) throw new Error(`waited in vain for ${String(state)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
