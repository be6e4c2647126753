import type { StageSummaries, Summary } from '../../study/summary.js';
import { apportion, SHADES } from '../bar.js';
import { PAGE_WIDTH } from '../table.js';
import type { Page } from './page.js';

const BAR = 16;
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
  const lines = journeys.flatMap(([name, stages, { value }]) =>
    value === null || value === 0 ? [] : [line(name, stages, value, page)],
  );
  return lines.length === 0
    ? []
    : [...page.heading('Where the time goes', 'shares of the mean, longest stages first'), ...lines];
}

function line(name: string, stages: StageSummaries, mean: number, page: Page): string {
  const parts = longestFirst(stages, mean);
  const columns = apportion(
    parts.map((part) => part.share),
    BAR,
  );
  const segments = columns.map((width, index) => SHADES[index]!.repeat(width)).join('');
  const start = `  ${fitted(name, NAME)}  `;
  const room = PAGE_WIDTH - start.length - BAR - 2;
  return `${start}${page.paint('bar', segments.padEnd(BAR))}  ${legend(parts, room)}`;
}

interface Part {
  readonly name: string;
  readonly share: number;
}

/** The longest stages as shares of the whole, as many as the bar has shades; the last is the rest. */
function longestFirst(stages: StageSummaries, mean: number): Part[] {
  const parts = Object.entries(stages)
    .map(([name, { meanSeconds }]) => ({ name, share: (meanSeconds.value ?? 0) / mean }))
    .filter((part) => part.share > 0)
    .sort((a, b) => b.share - a.share);
  if (parts.length <= SHADES.length) return parts;
  const named = parts.slice(0, SHADES.length - 1);
  const rest = parts.slice(SHADES.length - 1).reduce((sum, part) => sum + part.share, 0);
  return [...named, { name: 'rest', share: rest }];
}

/** `█ connect 31%  ▓ channel-up 16% ...`, as many parts as there is room for. */
function legend(parts: readonly Part[], room: number): string {
  let text = '';
  for (const [index, { name, share }] of parts.entries()) {
    const next = `${text}${index === 0 ? '' : '  '}${SHADES[index]} ${name} ${percent(share)}`;
    if (next.length > room) break;
    text = next;
  }
  return text;
}

const percent = (share: number): string => (share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`);
const fitted = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
