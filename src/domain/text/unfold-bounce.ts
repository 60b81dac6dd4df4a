/** What begins a line that mail programs fold: a header of a delivery report, or `<address>: host ... said: ...` of Postfix. */
const begins = /^(?:Diagnostic-Code|Status|X-[A-Za-z-]{1,40}|Action):|^<[^<>\s]{1,200}>(?: \([^)]{0,200}\)?)?:/;
const isDialogue = /^\s*(?:>>>|<<<|Out: |In: |-{3,}|\(reason)/;
const longest = 4000;

/** Lines of a bounce with folded ones joined: an indented line below such a beginning belongs to it. */
export const unfoldBounce = (lines: readonly string[]): readonly string[] => {
  const unfolded: string[] = [];
  let open = false;
  for (const line of lines) {
    const before = unfolded.at(-1);
    if (open && before !== undefined && before.length < longest && /^\s+\S/.test(line) && !isDialogue.test(line)) {
      unfolded[unfolded.length - 1] = `${before} ${line.trim()}`;
      continue;
    }
    unfolded.push(line);
    open = begins.test(line);
  }
  return unfolded;
};
