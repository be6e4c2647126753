import type { PartOutcome } from './outcome.js';
import type { Series } from './part.js';

/** A panel: its points, how its axes are named. */
interface Panel {
  readonly series: Series;
  readonly title: string;
  readonly across: string;
  readonly up: string;
}

const PANELS: readonly Panel[] = [
  { series: 'clients', title: 'Cost of a request', across: 'clients', up: 'µs' },
  { series: 'instances', title: 'Cost of a request', across: 'instances', up: 'µs' },
  { series: 'hours', title: 'Time of a run', across: 'simulated hours', up: 's' },
];
const WIDTH = 300;
const HEIGHT = 250;
const LEFT = 50;
const RIGHT = 20;
const TOP = 50;
const BOTTOM = 50;

type Point = readonly [x: number, y: number];

/** Three panels side by side as SVG; the axis across is logarithmic, the axis up begins at 0. */
export function performancePlot(parts: readonly PartOutcome[]): string {
  const panels = PANELS.map((panel, index) => {
    const points = parts.flatMap(({ rows }) =>
      rows.flatMap(({ point }): Point[] => (point?.series === panel.series ? [[point.x, point.y]] : [])),
    );
    return `<g transform="translate(${index * WIDTH} 0)">${points.length === 0 ? '' : drawn(panel, points)}</g>`;
  });
  const title = 'Cost of a request against clients and instances, and time against simulated hours';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${PANELS.length * WIDTH} ${HEIGHT}" font-family="system-ui,sans-serif" font-size="12"><title>${title}</title><rect width="${PANELS.length * WIDTH}" height="${HEIGHT}" fill="#fff"/>
${panels.join('\n')}
</svg>
`;
}

function drawn({ title, across, up }: Panel, points: readonly Point[]): string {
  const logs = points.map(([x]) => Math.log(x));
  const [first, last] = [Math.min(...logs), Math.max(...logs)];
  const step = niceStep(Math.max(...points.map(([, y]) => y)) / 4);
  const top = step * Math.max(1, Math.ceil(Math.max(...points.map(([, y]) => y)) / step));
  const across_ = (x: number) =>
    LEFT + ((Math.log(x) - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT);
  const height = (y: number) => HEIGHT - BOTTOM - (y / top) * (HEIGHT - TOP - BOTTOM);
  const at = ([x, y]: Point) => `${across_(x).toFixed(1)},${height(y).toFixed(1)}`;
  const levels = Array.from({ length: Math.round(top / step) + 1 }, (_, level) => level * step);
  return [
    text(LEFT, 22, `${title}, ${up}`, 'font-weight="600" fill="#222"'),
    ...levels.map(
      (y) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${height(y).toFixed(1)}" y2="${height(y).toFixed(1)}" stroke="#e5e5e5"/>` +
        text(LEFT - 8, height(y) + 4, `${Number(y.toPrecision(3))}`, 'text-anchor="end" fill="#555"'),
    ),
    ...points.map(([x]) =>
      text(across_(x), HEIGHT - BOTTOM + 18, short(x), 'text-anchor="middle" fill="#555"'),
    ),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, across, 'text-anchor="middle" fill="#555"'),
    `<polyline points="${points.map(at).join(' ')}" fill="none" stroke="#0b6bcb" stroke-width="2"/>`,
    ...points.map(
      ([x, y]) => `<circle cx="${across_(x).toFixed(1)}" cy="${height(y).toFixed(1)}" r="3" fill="#0b6bcb"/>`,
    ),
  ].join('\n');
}

const text = (x: number, y: number, words: string, look: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${words}</text>`;

/** 1, 2 or 5 times a power of ten, at least a value. */
export function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= atLeast * (1 - 1e-9))!;
}

const short = (x: number): string => (x >= 1e6 ? `${x / 1e6} M` : x >= 1e3 ? `${x / 1e3},000` : `${x}`);
