import type { DemandAnswer } from '../study/demand/answer.js';
import { demandTable } from '../study/demand/demand.js';
import type { DemandHour, DemandWeek } from '../study/demand/hours.js';
import { tableText } from '../study/results/run-tables.js';
import { siteZoneOf } from '../study/summary/clock.js';
import { datedWindowText, weekNumber, weekTime, windowText, zoneText } from '../study/words/clock.js';
import { bytes, chosen, count, duration, perSecond, plain, share } from '../study/words/format.js';
import { clientsText } from './clients.js';
import { chartLines } from './demand/chart.js';
import type { Paint } from './paint.js';
import { Page } from './run/page.js';
import { type Cell, table, wrapped } from './table.js';

const HOUR = 3600;
const PER_SECOND = '/s';

/** What `cmgsim demand` says, in one of its formats. */
export function demandText(
  answer: DemandAnswer,
  format: 'table' | 'json' | 'csv',
  options: { readonly paint: Paint },
): string {
  switch (format) {
    case 'table':
      return demandReport(answer, options);
    case 'json':
      return `${JSON.stringify(answer, null, 2)}\n`;
    case 'csv':
      return tableText(demandTable(answer));
  }
}

/** Expected demand for people: the busiest time, the week as a picture, and the hours in which anything is asked for. */
function demandReport(answer: DemandAnswer, options: { readonly paint: Paint }): string {
  const page = new Page(options.paint);
  const { model, clients, busiest } = answer;
  const zone = siteZoneOf(answer);
  const { startSeconds, durationSeconds, requestsPerSecond } = busiest;
  const lines = [
    ...wrapped(`${model.name}: ${clientsText(clients, answer.inAll)}`).map((line) =>
      page.paint('strong', line),
    ),
    ...wrapped(`expected from the model alone, nothing was simulated · times in ${zoneText(zone)}`).map(
      (line) => page.paint('quiet', line),
    ),
    ...(model.overrides.length === 0
      ? []
      : wrapped(model.overrides.join(', '), 'with ', '     ').map((line) => page.paint('warning', line))),
    '',
    requestsPerSecond === 0
      ? `Busiest ${chosen(duration(durationSeconds))}: none, no requests are expected`
      : `Busiest ${chosen(duration(durationSeconds))}: ${datedWindowText(startSeconds + zone.offsetSeconds, durationSeconds, zone.laterSeconds)}, ${perSecond(requestsPerSecond)} relayed requests`,
    ...page.heading(weekTitle(answer), 'relayed requests, a column half an hour'),
    ...chartLines(answer.halfHours, page.paint),
    ...outsideLines(answer.week).map((line) => page.paint('quiet', line)),
    ...hoursSection(answer.hours, page),
  ];
  return `${lines.join('\n')}\n`;
}

/** The week that is shown, by its number where weeks differ: `Week 2`. */
function weekTitle({ week, clock }: DemandAnswer): string {
  const number = weekNumber(week.startSeconds + clock.site.offsetSeconds - (clock.laterSeconds ?? 0));
  if (number < 1) return 'The week before';
  return number === 1 && week.outside.length === 0 ? 'The week' : `Week ${number}`;
}

const outsideLines = ({ outside }: DemandWeek): string[] =>
  outside.length === 0 ? [] : ['', ...wrapped(outside.join(', '), 'not in it: ', '           ')];

/** Hours in a row that read alike are one line. */
function hoursSection(hours: readonly DemandHour[], page: Page): string[] {
  const most = Math.max(...hours.map((one) => one.requestsPerSecond));
  const peak = most === 0 ? -1 : hours.findIndex((one) => one.requestsPerSecond >= most * (1 - 1e-9));
  const runs: { from: number; to: number; cells: Cell[] }[] = [];
  hours.forEach((one, hour) => {
    if (one.clients === 0 && one.requestsPerSecond === 0 && one.contentBytesPerSecond === 0) return;
    const cells = cellsOf(one, most);
    const last = runs.at(-1);
    if (last !== undefined && last.to === hour && JSON.stringify(last.cells) === JSON.stringify(cells))
      last.to = hour + 1;
    else runs.push({ from: hour, to: hour + 1, cells });
  });
  if (runs.length === 0) return ['', 'No client is ever online, nothing is asked for.'];
  const rows = runs.map(({ from, to, cells }): Cell[] => [
    windowText(from * HOUR, (to - from) * HOUR),
    ...cells,
    from <= peak && peak < to ? { text: 'peak', tone: 'warning' } : '',
  ]);
  const columns = [
    { title: 'from' },
    { title: 'clients', align: 'right' },
    { title: 'requests', align: 'right' },
    { title: 'bytes', align: 'right' },
    { title: 'CPU cores', align: 'right' },
    { title: 'content', align: 'right' },
    { title: 'of peak', align: 'right' },
    { title: '' },
  ] as const;
  const aside = peak < 0 ? 'no requests are expected' : `peak: ${weekTime(peak * HOUR)}`;
  return [...page.heading('Hours', aside), ...table(page, columns, rows)];
}

const cellsOf = (one: DemandHour, most: number): Cell[] => [
  count(one.clients),
  perSecond(one.requestsPerSecond),
  `${bytes(one.bytesPerSecond)}${PER_SECOND}`,
  plain(one.cpu),
  `${bytes(one.contentBytesPerSecond)}${PER_SECOND}`,
  share(most > 0 ? one.requestsPerSecond / most : 0),
];
