import type { PictureRequest } from '../../application/ports/draw-history.ts';
import type { HistoryEntry } from '../../domain/history/history-entry.ts';
import { describeTime } from '../../domain/history/host-traits.ts';
import { hour, marksOf, markWords, stepOf, xAxis, yTop } from './axes.ts';
import { causesOf } from './causes.ts';
import { causeHeight, causeLines, cut, faint, family, label, left, letters, mostCauses, rowHeight } from './labels.ts';
import { type OutcomeRow, outcomeRows } from './outcome-rows.ts';
import { outcomeSegments, queuePoints, type Scale, type Segment } from './sample-entries.ts';

/** A picture that is told in words: for ECharts, with its size in pixels. */
export interface ChartPlan {
  readonly width: number;
  readonly height: number;
  readonly option: object;
}

const rule = '#dfe2e7';
const queueColour = '#0072b2';

const width = 1000;
const right = 28;
const top = 112;

/** From the first entry on, when the period begins before it: an empty month before the first check says nothing. */
const scaleOf = (entries: readonly HistoryEntry[], { from, to }: PictureRequest): Scale => {
  const first = entries[0]?.at ?? from;
  const span = Math.max(hour, to - first);
  return { from: Math.max(from, to - span * 1.02), to, pixels: width - left - right };
};

const periodWords = (entries: readonly HistoryEntry[], scale: Scale): string => {
  const checks = entries.length === 1 ? 'one check' : `${entries.length.toLocaleString('en')} checks`;
  return `${describeTime(scale.from)} to ${describeTime(scale.to)} · ${checks}`;
};

const drawSegment =
  (segments: readonly Segment[], rows: readonly OutcomeRow[]) =>
  (
    params: { readonly dataIndex: number; readonly coordSys: { x: number; y: number; width: number; height: number } },
    api: { readonly coord: (value: readonly number[]) => readonly [number, number] },
  ): object => {
    const segment = segments[params.dataIndex];
    const { y } = params.coordSys;
    const [x] = api.coord([segment?.from ?? 0, 0]);
    const [end] = api.coord([segment?.to ?? 0, 0]);
    const row = segment?.row ?? 0;
    return {
      type: 'rect',
      shape: { x, y: y + row * rowHeight + 4, width: Math.max(2, end - x), height: rowHeight - 8 },
      style: { fill: rows[row]?.colour },
    };
  };

/** The whole picture: queue above, outcomes below on the same time, reasons in words under it. Entries in the order of time. */
export const planChart = (entries: readonly HistoryEntry[], request: PictureRequest): ChartPlan => {
  const within = entries.filter(({ at }) => at >= request.from && at <= request.to);
  const scale = scaleOf(within, request);
  const rows = outcomeRows.filter(
    ({ always, outcomes }) => always || within.some(({ outcome }) => outcomes.includes(outcome)),
  );
  const rowOf = (outcome: HistoryEntry['outcome']): number =>
    rows.findIndex(({ outcomes }) => outcomes.includes(outcome));
  const causes = causesOf(within);
  const points = queuePoints(within, scale);
  const segments = outcomeSegments(within, rowOf, scale);
  const stripHeight = rows.length * rowHeight;
  const causeCount = Math.min(causes.length, mostCauses);
  const below = 44 + (causeCount === 0 ? 0 : causeCount * causeHeight + 8);
  const plotHeight = Math.max(140, 420 - top - 16 - stripHeight - below);
  const stripTop = top + plotHeight + 16;
  const height = stripTop + stripHeight + below;
  const most = Math.max(0, ...points.map(({ queued }) => queued ?? 0));
  const y = yTop(most);
  const step = stepOf(scale.to - scale.from);
  const xOf = (at: number): number => left + ((at - scale.from) / (scale.to - scale.from)) * scale.pixels;
  const known = points.some(({ queued }) => queued !== null);
  const middle = { fontSize: 18, fill: faint, align: 'center', verticalAlign: 'middle' };
  const graphic = [
    label(`Mail on ${cut(request.host, 46)}`, 30, 20, { fontSize: 25, fontWeight: 'bold' }),
    label(periodWords(within, scale), 30, 53, { fontSize: 17, fill: faint }),
    label('Mails in the queue', left, top - 28, { fontSize: 17, fill: queueColour, fontWeight: 'bold' }),
    ...rows.map(({ words }, i) =>
      label(words, left - 14, stripTop + i * rowHeight + rowHeight / 2, {
        fontSize: 17,
        align: 'right',
        verticalAlign: 'middle',
      }),
    ),
    ...marksOf(scale).flatMap((at) => [
      {
        type: 'line',
        silent: true,
        z: 0,
        shape: { x1: xOf(at), x2: xOf(at), y1: top, y2: stripTop + stripHeight },
        style: { stroke: rule },
      },
      label(markWords(at, step), xOf(at), stripTop + stripHeight + 8, { fontSize: 16, fill: faint, align: 'center' }),
    ]),
    label('UTC', 30, stripTop + stripHeight + 8, { fontSize: 16, fill: faint }),
    ...letters(segments, causes, scale, stripTop),
    ...causeLines(causes, stripTop + stripHeight + 42),
    ...(within.length === 0
      ? [label('No check in this time', left + scale.pixels / 2, top + plotHeight / 2, middle)]
      : known
        ? []
        : [label('The queue could not be read', left + scale.pixels / 2, top + plotHeight / 2, middle)]),
  ];
  const grid = { left, right, borderColor: rule };
  const option = {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: family },
    graphic,
    grid: [
      { ...grid, top, height: plotHeight },
      { ...grid, top: stripTop, height: stripHeight },
    ],
    xAxis: [xAxis(scale, 0, true), xAxis(scale, 1, true)],
    yAxis: [
      {
        type: 'value',
        gridIndex: 0,
        min: 0,
        ...y,
        axisLabel: { fontSize: 16, color: faint, formatter: (value: number) => value.toLocaleString('en') },
        splitLine: { lineStyle: { color: rule } },
      },
      { type: 'value', gridIndex: 1, min: 0, max: 1, show: false },
    ],
    series: [
      {
        type: 'line',
        xAxisIndex: 0,
        yAxisIndex: 0,
        showAllSymbol: true,
        connectNulls: false,
        silent: true,
        lineStyle: { width: 2.5, color: queueColour },
        itemStyle: { color: queueColour },
        areaStyle: { color: queueColour, opacity: 0.14 },
        data: points.map(({ at, queued, alone }) => ({
          value: [at, queued],
          symbol: alone ? 'circle' : 'none',
          symbolSize: alone ? 9 : 0,
        })),
      },
      {
        type: 'custom',
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        clip: true,
        renderItem: drawSegment(segments, rows),
        data: segments.map(({ from }) => [from, 0]),
      },
    ],
  };
  return { width, height, option };
};
