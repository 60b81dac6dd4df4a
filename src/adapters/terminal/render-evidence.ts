import type { CommandOutput } from '../../domain/collector/probe.ts';
import { fit } from './printable.ts';
import { paint, type Style } from './style.ts';

const shownLines = 12;

/** A command as typed on the host, and what it printed. */
export const renderEvidence = (output: CommandOutput, style: Style): string[] => {
  const end = output.exitCode === null ? 'ended by its limit' : output.exitCode === 0 ? '' : `exit ${output.exitCode}`;
  const lines = output.lines.slice(0, shownLines);
  const more = output.lines.length - lines.length;
  return [
    `    $ ${fit(output.command, style.width - 6)}${end === '' ? '' : paint(style, 'quiet', `   # ${end}`)}`,
    ...lines.map((line) => paint(style, 'quiet', `      ${fit(line, style.width - 6)}`)),
    ...(more > 0 ? [paint(style, 'quiet', `      (${more} more ${more === 1 ? 'line' : 'lines'}, see --json)`)] : []),
  ];
};
