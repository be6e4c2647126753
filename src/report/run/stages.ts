import type { StageSummaries } from '../../study/summary/schema/figures.js';
import type { Summary } from '../../study/summary/summary.js';
import { apportion, SHADES } from '../bar.js';
import { PAGE_WIDTH } from '../table.js';
import type { Page } from './page.js';

const BAR = 16;
/** With several replications the intervals need the width. */
const SHORT_BAR = 12;
const NAME = 18;

/** Where the waiting time goes: a bar a class, its three longest stages by size and the rest. */
export function stagesSection(summary: Summary, page: Page): string[] {
  const { content } = summary;
  const journeys = [
    ...Object.entries(summary.requests).map(
      ([name, one]) => [name, one.stages, one.latencySeconds.mean] as const,
    ),
    ['content', content.stages, content.secondsToDownload.mean] as const,
  ];
  const bar = summary.replications > 1 ? SHORT_BAR : BAR;
  const lines = journeys.flatMap(([name, stages, { value }]) =>
    value === null || value === 0 ? [] : [line(name, stages, bar, page)],
  );
  return lines.length === 0
    ? []
    : [...page.heading('Where the time goes', 'shares of the mean, longest stages first'), ...lines];
}

function line(name: string, stages: StageSummaries, bar: number, page: Page): string {
  const parts = longestFirst(stages);
  const columns = apportion(
    parts.map((part) => part.share),
    bar,
  );
  const segments = columns.map((width, index) => SHADES[index]!.repeat(width)).join('');
  const start = `  ${fitted(name, NAME)}  `;
  const width = PAGE_WIDTH - start.length - bar - 2;
  return `${start}${page.paint('bar', segments.padEnd(bar))}  ${legend(parts, width)}`;
}

interface Part {
  readonly name: string;
  readonly share: number;
  /** Half-width of its interval; null with one replication, and of the rest, which is what the others leave. */
  readonly half: number | null;
}

/** The longest stages as shares of the whole, as many as the bar has shades; the last is the rest. */
function longestFirst(stages: StageSummaries): Part[] {
  const parts = Object.entries(stages)
    .map(
      ([
        name,
        {
          meanShare: { value, high },
        },
      ]): Part => {
        return { name, share: value ?? 0, half: value === null || high === null ? null : high - value };
      },
    )
    .filter((part) => part.share > 0)
    .sort((a, b) => b.share - a.share);
  if (parts.length <= SHADES.length) return parts;
  const named = parts.slice(0, SHADES.length - 1);
  const rest = parts.slice(SHADES.length - 1).reduce((sum, part) => sum + part.share, 0);
  return [...named, { name: 'rest', share: rest, half: null }];
}

/** `█ connect 31%  ▓ channel-up 16% ...` (`31±1%` over replications), as many parts as fit. */
function legend(parts: readonly Part[], width: number): string {
  let text = '';
  for (const [index, part] of parts.entries()) {
    const next = `${text}${index === 0 ? '' : '  '}${SHADES[index]} ${part.name}${shareText(part, parts)}`;
    if (next.length > width) break;
    text = next;
  }
  return text;
}

/** A share in whole percent, with its half-width rounded up; the rest of several replications, which has none, is not numbered. */
function shareText({ name, share, half }: Part, parts: readonly Part[]): string {
  if (share < 0.005) return ' <1%';
  if (half === null) return name === 'rest' && parts[0]!.half !== null ? '' : ` ${Math.round(share * 100)}%`;
  const rounded = Math.ceil(half * 100 - 1e-9);
  const percent = Math.round(share * 100);
  const isInside = percent - rounded >= 0 && percent + rounded <= 100;
  return ` ${percent}${rounded > 0 && isInside ? `±${rounded}` : ''}%`;
}

const fitted = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
