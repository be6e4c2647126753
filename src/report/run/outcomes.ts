import type { Timing } from '../../study/run/timing.js';
import type { Summary } from '../../study/summary/summary.js';
import { bitsPerSecond, bytes, count, duration } from '../../study/words/format.js';
import { type Cell, type Column, table, wrapped } from '../table.js';
import type { Page } from './page.js';

/** Downloads of content. */
export function contentSection({ content, replications }: Summary, page: Page): string[] {
  if (content.downloads === 0) return [];
  const failed = Object.values(content.failed).reduce((sum, one) => sum + one, 0);
  const numbers = [
    `${count(content.downloads)} downloads`,
    `${count(content.completed)} completed`,
    `${count(failed)} failed`,
    `${count(content.inFlight)} in progress`,
    `${bytes(content.bytes)}${replications > 1 ? ' in all' : ''} at ${bitsPerSecond.metric(content.bitsPerSecond)}`,
    `${count(content.throttled)} ranges throttled`,
  ];
  const { mean, p50, p95, p99, p999, max } = content.secondsToDownload;
  const columns: Column[] = ['time to download: mean', 'p50', 'p95', 'p99', 'p99.9', 'longest'].map(
    (title, index) => ({ title, align: 'right', ...(index === 0 ? {} : { spare: SPARE[index]! }) }),
  );
  const row = [
    page.metric(duration, mean),
    ...[p50, p95, p99, p999].map((metric) => page.percentile(metric)),
    page.metric(duration, max),
  ];
  return [...page.heading('Content'), ...wrapped(numbers.join(', '), '  '), ...table(page, columns, [row])];
}

const SPARE = [0, 3, 1, 2, 5, 4];

/** Requests and downloads that failed, by cause. */
export function failuresSection(summary: Summary, page: Page): string[] {
  const rows = causes(summary).map(({ cause, failed, attempts, classes }): Cell[] => [
    { text: cause, tone: 'bad' },
    count(failed),
    count(attempts),
    classes.join(', '),
  ]);
  const columns: Column[] = [
    { title: 'cause' },
    { title: 'requests failed', align: 'right' },
    { title: 'attempts failed', align: 'right' },
    { title: 'attempts by class' },
  ];
  return rows.length === 0 ? [] : [...page.heading('Failures'), ...table(page, columns, rows)];
}

interface Cause {
  readonly cause: string;
  failed: number;
  attempts: number;
  readonly classes: string[];
}

/** Every cause with what it hit, the worst first. */
function causes({ requests, content }: Summary): Cause[] {
  const found = new Map<string, Cause>();
  const note = (cause: string, name: string, failed: number, attempts: number): void => {
    const entry = found.get(cause) ?? { cause, failed: 0, attempts: 0, classes: [] };
    entry.failed += failed;
    entry.attempts += attempts;
    entry.classes.push(`${name} ${count(attempts)}`);
    found.set(cause, entry);
  };
  for (const [name, { failed, attemptsFailed }] of Object.entries(requests)) {
    for (const cause of new Set([...Object.keys(failed), ...Object.keys(attemptsFailed)])) {
      note(cause, name, failed[cause] ?? 0, attemptsFailed[cause] ?? 0);
    }
  }
  for (const [cause, failed] of Object.entries(content.failed)) note(cause, 'content', failed, failed);
  return [...found.values()].sort((a, b) => b.failed - a.failed || b.attempts - a.attempts);
}

/** The program itself. */
export function simulationSection({ simulation }: Summary, timing: Timing | null, page: Page): string[] {
  const events = `${millions(simulation.events)} events`;
  if (timing === null) return ['', page.paint('quiet', events)];
  const { eventsPerSecond, wallSeconds, peakMemoryBytes } = timing;
  const speed = eventsPerSecond === null ? '' : ` (${millions(eventsPerSecond)} a second)`;
  const text = `${events} in ${duration(wallSeconds)}${speed}, ${bytes(peakMemoryBytes)} of memory`;
  return ['', page.paint('quiet', text)];
}

const millions = (number: number): string =>
  number >= 1e6 ? `${(number / 1e6).toPrecision(3)} million` : count(Math.round(number));
