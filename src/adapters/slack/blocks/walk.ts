/** Letters of all texts anywhere in a value. */
export const lettersIn = (value: unknown): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + lettersIn(each), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) =>
      sum + (typeof each === 'string' ? (['text', 'title'].includes(key) ? each.length : 0) : lettersIn(each)),
    0,
  );
};
