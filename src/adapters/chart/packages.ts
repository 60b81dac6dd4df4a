import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** What is used of ECharts. Its own types need those of a browser, which this project does not load; the same holds for resvg. */
interface Charts {
  use(parts: readonly unknown[]): void;
  init(
    element: null,
    theme: null,
    options: { readonly renderer: 'svg'; readonly ssr: true; readonly width: number; readonly height: number },
  ): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

interface ResvgPackage {
  initWasm(wasm: Uint8Array): Promise<void>;
  readonly Resvg: new (
    svg: string,
    options: {
      readonly fitTo: { readonly mode: 'zoom'; readonly value: number };
      readonly font: { readonly fontBuffers: readonly Uint8Array[]; readonly defaultFontFamily: string };
    },
  ) => { render(): { asPng(): Uint8Array; free(): void }; free(): void };
}

export interface Drawing {
  readonly charts: Charts;
  readonly Resvg: ResvgPackage['Resvg'];
  readonly fonts: readonly Uint8Array[];
}

const require = createRequire(import.meta.url);

const load = async (): Promise<Drawing> => {
  const part = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
    (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  const [core, charts, components, renderers, wasm, ...fonts] = await Promise.all([
    part(require.resolve('echarts/core')),
    part(require.resolve('echarts/charts')),
    part(require.resolve('echarts/components')),
    part(require.resolve('echarts/renderers')),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
    readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ]);
  const echarts = core as unknown as Charts;
  echarts.use([
    charts['LineChart'],
    charts['CustomChart'],
    components['GridComponent'],
    components['GraphicComponent'],
    renderers['SVGRenderer'],
  ]);
  const resvg = require('@resvg/resvg-wasm') as ResvgPackage;
  await resvg.initWasm(wasm);
  return { charts: echarts, Resvg: resvg.Resvg, fonts };
};

let loaded: Promise<Drawing> | undefined;

/** The packages that draw, loaded with the first picture: most processes never draw one. Once a process: resvg can be started only once. */
export const loadDrawing = (): Promise<Drawing> => {
  loaded ??= load();
  return loaded;
};
