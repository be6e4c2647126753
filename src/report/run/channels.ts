import type { Metric } from '../../study/summary/schema/figures.js';
import type { ChannelSummary } from '../../study/summary/schema/systems.js';
import type { Summary } from '../../study/summary/summary.js';
import { count, share } from '../../study/words/format.js';
import { groupBy } from '../group.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import type { Page } from './page.js';

const COLUMNS: readonly Column[] = [
  { title: 'instance' },
  { title: 'connection points' },
  { title: 'protocol' },
  { title: 'port', align: 'right' },
  { title: 'state' },
  { title: 'up', align: 'right' },
  { title: 'rebuilds', align: 'right' },
];

/** Channels, those of an instance that fare alike in one row; one sentence when none was ever lost. */
export function channelsSection(summary: Summary, page: Page): string[] {
  const { channels } = summary;
  if (channels.length === 0) return [];
  if (channels.every(isSound)) {
    return [...page.heading('Channels'), ...wrapped(soundness(channels), '  ')];
  }
  const alike = groupBy(channels, (one) =>
    JSON.stringify([one.gateway, one.vm, one.protocol, one.port, one.state, one.availability, one.rebuilds]),
  );
  const rows = [...alike.values()].map((group): Cell[] => {
    const one = group[0]!;
    return [
      one.vm,
      group.map(({ connectionPoint }) => connectionPoint).join(' '),
      protocolName(one),
      one.port === null ? '-' : String(one.port),
      { text: one.state, tone: one.state === 'up' ? 'good' : 'bad' },
      page.metric(share, one.availability),
      count(one.rebuilds),
    ];
  });
  return [...page.heading('Channels'), ...table(page, COLUMNS, rows), ...reasons(channels, page)];
}

/** Up from its first building on: what is missing to all the time is that building. */
const SOUND = 0.999;

const isSound = ({ state, availability, rebuilds }: ChannelSummary): boolean =>
  state === 'up' && rebuilds === 0 && (availability.value ?? 0) >= SOUND;

/** `All 4 are up 100 % of the time: HTTPS on ports 10124 to 10125.` */
function soundness(channels: readonly ChannelSummary[]): string {
  const ways = [...groupBy(channels, protocolName)].map(([name, group]) => {
    const ports = [...new Set(group.map(({ port }) => port ?? 0))].sort((a, b) => a - b);
    return `${name} on ${ports.length === 1 ? `port ${ports[0]}` : `ports ${ports[0]} to ${ports.at(-1)}`}`;
  });
  const least = channels
    .map(({ availability }) => availability)
    .reduce((low, one) => ((one.value ?? 0) < (low.value ?? 0) ? one : low));
  const all = channels.length === 1 ? 'The only one is' : `All ${channels.length} are`;
  return `${all} up ${timeText(least)}: ${ways.join(', ')}.`;
}

function reasons(channels: readonly ChannelSummary[], page: Page): string[] {
  const texts = new Set(channels.flatMap(({ reason }) => (reason === null ? [] : [reason])));
  return [...texts].flatMap((text) => wrapped(text, '  ').map((line) => page.paint('warning', line)));
}

function protocolName({ protocol }: ChannelSummary): string {
  if (protocol === null) return 'none';
  return protocol === 'https' ? 'HTTPS' : 'TCP-TLS';
}

/** How much of the time: a second in a month is not worth its digits. */
function timeText(least: Metric): string {
  const value = least.value ?? 0;
  if (value >= ALMOST_ALL) return value < 1 ? 'practically all the time' : '100 % of the time';
  return `${share.metric(least)} of the time or more`;
}

const ALMOST_ALL = 0.9999;
