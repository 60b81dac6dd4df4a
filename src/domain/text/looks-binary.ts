/** Signs that no text has: control characters other than white space and escape, and bytes that were no UTF-8. */
// biome-ignore lint: control characters are what is looked for
const strange = /[\u0001-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g;

/** Whether this is a binary file rather than text; its beginning decides. */
export const looksBinary = (text: string): boolean => {
  const start = text.slice(0, 20_000);
  return (start.match(strange)?.length ?? 0) * 10 > start.length;
};
