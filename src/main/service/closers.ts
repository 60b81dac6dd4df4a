import type { Log } from '../../application/ports/log.ts';

/** Things to close at the end, the newest first. One that fails does not keep the others open. */
export interface Closers {
  add(name: string, close: () => Promise<void> | void): void;
  closeAll(): Promise<void>;
}

export const createClosers = (log: Log): Closers => {
  const open: { name: string; close: () => Promise<void> | void }[] = [];
  return {
    add: (name, close) => void open.push({ name, close }),
    closeAll: async () => {
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        try {
          await next.close();
        } catch (err) {
          log.warn({ err, part: next.name }, 'a part could not be closed');
        }
      }
    },
  };
};
