/** What a terminal can show. Rendering is pure: the same input and style give the same text. */
export interface Style {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
}

export type Tone = 'good' | 'warning' | 'bad' | 'quiet' | 'strong';

const codes: Readonly<Record<Tone, string>> = { good: '32', warning: '33', bad: '31;1', quiet: '2', strong: '1' };

export const paint = (style: Style, tone: Tone | undefined, text: string): string =>
  style.color && tone !== undefined && text !== '' ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;

interface OutputStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colour only on a terminal that has it; NO_COLOR (any value but an empty one) switches it off. */
export const styleOf = (stream: OutputStream, env: Readonly<Record<string, string | undefined>>): Style => ({
  color: stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
  width: Math.min(Math.max(stream.columns ?? 100, 40), 120),
});
