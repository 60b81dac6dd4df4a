/** Lines without blanks at their ends, without the indent that all of them share, and without the fences of code blocks. */
export const withoutOuterBlanks = (lines: readonly string[]): readonly string[] => {
  const inside = lines.map((line) => line.trimEnd()).filter((line) => !/^\s*(?:`{3,}|~{3,})\w*$/.test(line));
  let shared = Number.POSITIVE_INFINITY;
  for (const line of inside) if (line !== '') shared = Math.min(shared, line.length - line.trimStart().length);
  return shared > 0 && shared < Number.POSITIVE_INFINITY ? inside.map((line) => line.slice(shared)) : inside;
};
