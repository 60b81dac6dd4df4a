import { describeTime } from '../../domain/history/host-traits.ts';
import { faint } from './labels.ts';
import type { Scale } from './sample-entries.ts';

export const hour = 3_600_000;
const day = 24 * hour;

/** A step that gives six to nine marks, at round times of UTC. */
export const stepOf = (span: number): number =>
  [
    hour / 6,
    hour / 2,
    hour,
    2 * hour,
    3 * hour,
    6 * hour,
    12 * hour,
    day,
    2 * day,
    5 * day,
    7 * day,
    30 * day,
    60 * day,
  ].find((step) => span / step <= 9) ?? 90 * day;

export const marksOf = ({ from, to }: Scale): readonly number[] => {
  const step = stepOf(to - from);
  const marks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) marks.push(at);
  return marks;
};

export const markWords = (at: number, step: number): string => {
  const words = describeTime(at);
  const [month = '', date = '', clock = ''] = words.split(' ');
  return step >= day || clock === '00:00' ? `${month} ${date}` : clock;
};

export const xAxis = (scale: Scale, gridIndex: number, shown: boolean): object => ({
  type: 'value',
  gridIndex,
  min: scale.from,
  max: scale.to,
  axisLabel: { show: false },
  axisTick: { show: false },
  splitLine: { show: false },
  axisLine: { show: shown, onZero: false, lineStyle: { color: faint } },
});

export const yTop = (most: number): { readonly max: number; readonly interval: number } => {
  const rough = Math.max(most, 4) / 4;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const interval = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * unit >= rough) ?? 10) * unit);
  return { interval, max: Math.max(1, Math.ceil(most / interval)) * interval };
};
