import type { types } from '@slack/bolt';
import { actionOf, type CauseGroup, stageOf, titleOf } from '../../../domain/fleet/cause-group.ts';
import { namesWithin } from '../../../domain/fleet/fleet-words.ts';
import { bold, line, plain, richText } from '../blocks/rich-text.ts';
import { cut, oneLine } from '../blocks/text.ts';
import { standingMarks } from './standing-words.ts';

/** With the longest texts below, these rows stay well within the 10,000 letters of a table. */
const mostRows = 12;
const titleLetters = 100;
const relayLetters = 60;
const actionLetters = 200;
const nameLetters = 180;
const healthyLetters = 60;

type Row = types.TableBlock['rows'][number];

/** Where: "SMTP authentication, smtp.example.com:587". */
export const whereOf = (group: CauseGroup): string => {
  const relay = group.cause?.relay;
  return [stageOf(group), ...(relay == null ? [] : [cut(oneLine(relay), relayLetters)])]
    .filter((part) => part !== '')
    .join(', ');
};

const cell = (...texts: readonly (readonly [text: string, strong?: boolean])[]): types.RichTextBlock =>
  richText(line(...texts.map(([text, strong]) => (strong === true ? bold(text) : plain(text)))));

const toDoOf = (group: CauseGroup): string => {
  const { standing, outcomes } = group;
  if (standing === 'healthy') return ' ';
  if (standing === 'broken' || standing === 'missing' || standing === 'never') return 'Check again.';
  const differs = outcomes.some(({ action }) => action !== '') ? 'Differs: see the details of each host.' : ' ';
  return cut(oneLine(actionOf(group)) || differs, actionLetters);
};

const rowOf = (group: CauseGroup): Row => {
  const where = whereOf(group);
  const names = group.outcomes.map(({ host }) => oneLine(host));
  return [
    cell(
      [`${standingMarks[group.standing]} ${cut(titleOf(group), titleLetters)}`, true],
      ...(where === '' ? [] : [[`\n${where}`] as const]),
    ),
    cell([String(group.outcomes.length)]),
    cell([toDoOf(group)]),
    cell([namesWithin(names, group.standing === 'healthy' ? healthyLetters : nameLetters)]),
  ];
};

const restRow = (rest: readonly CauseGroup[]): Row => {
  const outcomes = rest.flatMap((group) => group.outcomes);
  return [
    cell([`and ${rest.length} more causes`, true]),
    cell([String(outcomes.length)]),
    cell([' ']),
    cell([
      namesWithin(
        outcomes.map(({ host }) => oneLine(host)),
        nameLetters,
      ),
    ]),
  ];
};

/** A row a cause, in the order given; healthy hosts are one row at the end. */
export const causeTable = (groups: readonly CauseGroup[]): types.TableBlock => {
  const fine = groups.filter(({ standing }) => standing === 'healthy');
  const others = groups.filter(({ standing }) => standing !== 'healthy');
  const shown = others.length > mostRows ? others.slice(0, mostRows - 1) : others;
  const rest = others.slice(shown.length);
  return {
    type: 'table',
    column_settings: [{ is_wrapped: true }, { align: 'right' }, { is_wrapped: true }, { is_wrapped: true }],
    rows: [
      [cell(['What', true]), cell(['Hosts', true]), cell(['What to do', true]), cell(['Which', true])],
      ...shown.map(rowOf),
      ...(rest.length > 0 ? [restRow(rest)] : []),
      ...fine.map(rowOf),
    ],
  };
};
