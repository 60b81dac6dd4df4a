import { columnsOf, printable } from '../terminal/printable.ts';
import { paint, type Style } from '../terminal/style.ts';
import { entryLines } from './entry-text.ts';
import type { FoundHost, LeftOut, Place } from './found-host.ts';
import type { Plan } from './plan.ts';

/** Of things left out for one reason, so many are named. */
const shownOfOneReason = 10;

const at = ({ file, line }: Place): string => `${file}:${line}`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const loginOf = ({ name, settings: { user, address, port, jump } }: FoundHost): string => {
  const login = `${user === undefined ? '' : `${user}@`}${address ?? name}${port === undefined || port === 22 ? '' : `:${port}`}`;
  return `${login}${jump === undefined ? '' : ` over ${jump}`}`;
};

const table = (rows: readonly (readonly string[])[]): string[] => {
  const clean = rows.map((row) => row.map(printable));
  const widths = (clean[0] ?? []).map((_, column) => Math.max(...clean.map((row) => columnsOf(row[column] ?? ''))));
  return clean.map((row) =>
    `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columnsOf(cell))).join('  ')}`.trimEnd(),
  );
};

const groupByReason = (leftOut: readonly LeftOut[]): Map<string, LeftOut[]> => {
  const groups = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const group = groups.get(one.why) ?? [];
    group.push(one);
    groups.set(one.why, group);
  }
  return groups;
};

const renderLeftOut = (leftOut: readonly LeftOut[]): string[] => {
  return [...groupByReason(leftOut)].flatMap(([why, items]) => [
    `  ${printable(why)}:`,
    ...table(items.slice(0, shownOfOneReason).map(({ what, place }) => ['  ', what, at(place)])),
    ...(items.length > shownOfOneReason ? [`      and ${items.length - shownOfOneReason} more`] : []),
  ]);
};

/** The preview, for people. `target` is the path of stuckmail.yaml. */
export const renderPlan = (plan: Plan, target: string, style: Style): string => {
  const { add, same, different, leftOut } = plan;
  const head = (text: string): string => paint(style, 'strong', text);
  const parts: string[][] = [];
  if (add.length > 0) {
    const rows = add.map((host) => [host.name, loginOf(host), host.settings.groups?.join(', ') || '-', at(host.place)]);
    parts.push([head(`To add: ${counted(add.length, 'host', 'hosts')}`), ...table(rows)]);
  }
  if (same.length > 0) {
    parts.push([
      head(`There already, the same: ${counted(same.length, 'host', 'hosts')}`),
      ...table(same.map((host) => [host.name, at(host.place)])),
    ]);
  }
  if (different.length > 0) {
    const rows = different.flatMap(({ host, differences }) =>
      differences.map(({ setting, there, here }, index) => [
        index === 0 ? host.name : '',
        `${setting}: ${there} there, ${here} in the imported file`,
        at(host.place),
      ]),
    );
    parts.push([
      head(`There already, different (they stay as they are): ${counted(different.length, 'host', 'hosts')}`),
      ...table(rows),
    ]);
  }
  if (leftOut.length > 0) parts.push([head(`Left out: ${leftOut.length}`), ...renderLeftOut(leftOut)]);
  if (add.length > 0)
    parts.push([head(`For ${target}:`), 'hosts:', ...entryLines(add).map((line) => `  ${printable(line)}`)]);
  else parts.push([head('No host to add.')]);
  return parts.map((lines) => lines.join('\n')).join('\n\n');
};
