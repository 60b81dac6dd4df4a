import type { HistoryEntry } from '../../domain/history/history-entry.ts';
import { type ChartRequest, planChart } from './chart-option.ts';
import { loadDrawing } from './packages.ts';

/** Twice the size: sharp on a telephone, and when somebody opens the picture. */
const zoom = 2;

/** PNG bytes: queue length and outcomes of one host over time. Entries in the order of time. */
export const drawHistory = async (entries: readonly HistoryEntry[], request: ChartRequest): Promise<Uint8Array> => {
  const { charts, Resvg, fonts } = await loadDrawing();
  const { width, height, option } = planChart(entries, request);
  const chart = charts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    const picture = new Resvg(chart.renderToSVGString(), {
      fitTo: { mode: 'zoom', value: zoom },
      font: { fontBuffers: fonts, defaultFontFamily: 'DejaVu Sans' },
    });
    const drawn = picture.render();
    const png = drawn.asPng();
    drawn.free();
    picture.free();
    return png;
  } finally {
    chart.dispose();
  }
};
