import type { HistoryEntry } from '../../domain/history/history-entry.ts';

/** One letter an outcome: half the memory of an entry would be words. */
const letters: Readonly<Record<HistoryEntry['outcome'], string>> = {
  healthy: 'h',
  degraded: 'd',
  failed: 'f',
  unreachable: 'x',
  unknown: 'u',
  none: 'n',
};

const outcomes = new Map(
  Object.entries(letters).map(([outcome, letter]) => [letter, outcome as HistoryEntry['outcome']]),
);

const shown = (value: number | null | undefined): string => (value == null ? '' : String(Math.round(value)));

/** An entry without its time, as names and values. Numbers alone: Redis keeps them in a few bytes. Seconds are tenths. */
export const fieldsOf = ({ outcome, stage, code, queue, seconds }: HistoryEntry): readonly string[] => [
  'o',
  letters[outcome],
  'c',
  stage === null && code === null ? '' : `${stage ?? ''}/${code ?? ''}`,
  'q',
  shown(queue?.total),
  'd',
  shown(queue?.deferred),
  'a',
  shown(queue?.oldestSeconds),
  's',
  shown(seconds * 10),
];

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Reads what `fieldsOf` wrote; undefined for what it did not write. A field `t` has the time of an entry that came late. */
export const entryFrom = (time: number, values: ReadonlyMap<string, string>): HistoryEntry | undefined => {
  const outcome = outcomes.get(values.get('o') ?? '');
  if (outcome === undefined) return undefined;
  const [stage = '', code = ''] = (values.get('c') ?? '').split('/');
  const total = numberIn(values.get('q'));
  return {
    at: numberIn(values.get('t')) ?? time,
    outcome,
    stage: stage === '' ? null : (stage as HistoryEntry['stage']),
    code: code === '' ? null : code,
    queue:
      total === null
        ? null
        : { total, deferred: numberIn(values.get('d')) ?? 0, oldestSeconds: numberIn(values.get('a')) },
    seconds: (numberIn(values.get('s')) ?? 0) / 10,
  };
};
