import { cpus, totalmem } from 'node:os';
import { type Figure, keepsLimit } from './part.ts';
import { parts } from './parts.ts';

const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

const line = (figure: Figure): string => {
  const { name, value, unit, limit } = figure;
  const measured = `  ${name.padEnd(62)} ${shown(value).padStart(8)} ${unit}`;
  if (limit === undefined) return measured;
  const promise = 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`;
  return `${measured}  (${promise}: ${keepsLimit(figure) ? 'kept' : 'MISSED'})`;
};

const only = process.argv.slice(2);
const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
console.log(
  `${machine}, Node ${process.versions.node}. Medians of one run on this machine; compare ratios, not machines.`,
);

let missed = 0;
for (const [name, { title, measure }] of Object.entries(parts)) {
  if (only.length > 0 && !only.includes(name)) continue;
  console.log(`\n${title}`);
  const measured = await measure();
  if ('skipped' in measured) console.log(`  skipped: ${measured.skipped}`);
  else {
    for (const figure of measured.figures) console.log(line(figure));
    missed += measured.figures.filter((figure) => !keepsLimit(figure)).length;
  }
}
console.log(missed === 0 ? '\nEvery promise that was measured is kept.' : `\n${missed} promises missed.`);
process.exitCode = missed === 0 ? 0 : 1;
