/**
 * A simulated host's root is a plain directory, and without being root nobody can change into it. So absolute paths in what
 * comes from the client get the directory in front, and the directory is taken away again from everything the host prints.
 */
const absolute = /(?<![\w.\-/$})*?])\/(?=(?:etc|var|usr|opt|sbin|bin|lib)(?:[/\s:;"')]|$))/g;

/** Text for the host: `/etc/mail` becomes `ROOT/etc/mail`. Whole lines only. */
export const intoHost = (root: string, text: string): string => text.replace(absolute, () => `${root}/`);

/** Text from the host, in pieces: takes the root away, also where it is cut between two pieces. */
export const outOfHost = (root: string): { push(piece: string): string; end(): string } => {
  let held = '';
  return {
    push: (piece) => {
      const text = (held + piece).replaceAll(root, '');
      let keep = Math.min(root.length - 1, text.length);
      while (keep > 0 && !root.startsWith(text.slice(-keep))) keep -= 1;
      held = text.slice(text.length - keep);
      return text.slice(0, text.length - keep);
    },
    end: () => held,
  };
};

/** Cuts pieces into whole lines, line ends kept; `end` gives what is left. */
export const wholeLines = (): { push(piece: string): string; end(): string } => {
  let rest = '';
  return {
    push: (piece) => {
      const text = rest + piece;
      const cut = text.lastIndexOf('\n') + 1;
      rest = text.slice(cut);
      return text.slice(0, cut);
    },
    end: () => rest,
  };
};
