/** One measured value; `limit` is what the project promises, in the same unit. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: { readonly atMost: number } | { readonly atLeast: number };
}

/** What a part of the benchmark measured, or why it could not. */
export type Measured = { readonly figures: readonly Figure[] } | { readonly skipped: string };

export interface Part {
  /** What is measured; a figure says how much where that can be chosen. */
  readonly title: string;
  readonly measure: () => Promise<Measured>;
}

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

/** The value that `share` (0 to 1) of all values do not exceed. */
export const quantile = (values: readonly number[], share: number): number =>
  sorted(values)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const keepsLimit = ({ value, limit }: Figure): boolean => {
  if (limit === undefined) return true;
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
};

/** Seconds that `work` takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
};
