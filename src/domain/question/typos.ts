/** One letter more, one less, another one, or two neighbours swapped. */
export const isOneEdit = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const left = a.slice(start, endA);
  const right = b.slice(start, endB);
  return left.length + right.length <= 2 && left.length <= 1 && right.length <= 1 ? true : isSwap(left, right);
};

const isSwap = (a: string, b: string): boolean => a.length === 2 && b.length === 2 && a[0] === b[1] && a[1] === b[0];

/**
 * The word meant by a misspelled one. Short words only by a swap of neighbours, and the first letter stands unless it was
 * swapped: "nails" is not "mails".
 */
export const correct = (typed: string, targets: readonly string[]): string | undefined => {
  if (typed.length < 4) return undefined;
  return targets.find((target) => {
    if (!isOneEdit(typed, target)) return false;
    const swapped = typed.length === target.length && lettersOf(typed) === lettersOf(target);
    return swapped || (typed.length >= 5 && target.length >= 5 && typed[0] === target[0]);
  });
};

const lettersOf = (word: string): string => word.split('').sort().join('');
