import type { Duplex } from 'node:stream';

/** Reads whole replies of the relay, several lines each; undefined when it says no more. */
export const replies = (socket: Duplex): { next(): Promise<string | undefined>; stop(): void } => {
  let text = '';
  let wake: (() => void) | undefined;
  let over = false;
  const read = (piece: Buffer): void => {
    text += piece.toString('latin1');
    wake?.();
  };
  const end = (): void => {
    over = true;
    wake?.();
  };
  socket.on('data', read).on('end', end).on('error', end);
  return {
    next: async () => {
      for (;;) {
        const found = /^(?:\d{3}-.*\r?\n)*\d{3}(?: .*)?\r?\n/.exec(text);
        if (found) {
          text = text.slice(found[0].length);
          return found[0];
        }
        if (over) return undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stop: () => {
      socket.off('data', read).off('end', end);
    },
  };
};
