/** A mail that quotes a mail that quotes another; nobody needs more. */
const deepest = 3;

/** Lines without the mark of a quoted mail that all of them have; `>>>` before a command of a dialogue is no such mark and stays. */
export const withoutQuoteMarks = (lines: readonly string[]): readonly string[] => {
  let stripped = lines;
  for (let level = 0; level < deepest; level++) {
    const written = stripped.filter((line) => line.trim() !== '');
    const quoted = written.length > 0 && written.every((line) => line.startsWith('>'));
    if (!quoted || written.every((line) => line.startsWith('>>>'))) break;
    stripped = stripped.map((line) => line.replace(/^> ?/, ''));
  }
  return stripped;
};
