import type { Host } from '../../domain/host/host.ts';
import { columnsOf, fit } from './printable.ts';
import { paint, type Style } from './style.ts';

const columns: readonly (readonly [title: string, value: (host: Host) => string])[] = [
  ['HOST', ({ name }) => name],
  ['LOGIN', ({ user, address, port }) => `${user}@${address}${port === 22 ? '' : `:${port}`}`],
  ['READS AS', ({ user, become }) => (become === 'sudo' ? 'root (sudo -n)' : user)],
  ['OVER', ({ jump }) => jump ?? '-'],
  ['GROUPS', ({ groups }) => groups.join(', ') || '-'],
  ['ALIASES', ({ aliases }) => aliases.join(', ') || '-'],
];

/** The inventory as a table. */
export const renderHosts = (hosts: readonly Host[], style: Style): string => {
  const rows = hosts.map((host) => columns.map(([, value]) => fit(value(host), 40)));
  const widths = columns.map(([title], at) => Math.max(title.length, ...rows.map((row) => columnsOf(row[at] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const head = line(columns.map(([title]) => title));
  return [paint(style, 'strong', head), ...rows.map((row) => line(row))].join('\n');
};
