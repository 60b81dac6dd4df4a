import type { DrawHistory } from '../../application/ports/draw-history.ts';
import { planChart } from './chart-option.ts';
import { loadDrawing } from './packages.ts';

/** Twice the size: sharp on a telephone, and when somebody opens the picture. */
const zoom = 2;

/** Draws in this process. */
export const drawHistory: DrawHistory = async (entries, request) => {
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
