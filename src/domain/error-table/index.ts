export { errorTable, findRow, rowOf } from './error-table.ts';
export { fillRow } from './fill-row.ts';
export { adoptRows, recognise } from './recognise.ts';
