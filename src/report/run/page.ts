import { observationsNeeded, PUBLISHED_QUANTILES } from '../../measure/quantile.js';
import { FAILED } from '../../study/summary/metric.js';
import type { Metric } from '../../study/summary/schema/figures.js';
import { count, duration, type Format, NEVER, NO_VALUE } from '../../study/words/format.js';
import type { Paint } from '../paint.js';
import { type Cell, PAGE_WIDTH, type TableStyle, wrapped } from '../table.js';

const TOO_FEW = `too few observations for a percentile; needed are ${Object.entries(PUBLISHED_QUANTILES)
  .map(([name, p]) => `${name === 'p999' ? 'p99.9' : name} ${count(observationsNeeded(p))}`)
  .join(', ')} in each replication`;
const NEVER_ANSWERED =
  'never: fewer of the requests that ended were answered at all, the others failed (a percentile is the time within which that share of all that ended was answered)';
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What the sections of one report share: how text looks, and the footnotes gathered on the way. */
export class Page implements TableStyle {
  private readonly reasons: string[] = [];

  constructor(readonly paint: Paint) {}

  heading(title: string, remark = ''): string[] {
    const rule = '─'.repeat(
      Math.max(0, PAGE_WIDTH - title.length - 1 - (remark === '' ? 0 : remark.length + 1)),
    );
    const quiet = remark === '' ? rule : `${rule} ${remark}`;
    return ['', `${this.paint('heading', title)} ${this.paint('quiet', quiet)}`];
  }

  /** A metric as a cell; without a value a dash that points to a footnote. */
  metric(format: Format, metric: Metric): Cell {
    if (metric.value !== null) return format.metric(metric);
    return { text: NO_VALUE, tone: 'quiet', ...(metric.reason && { footnote: metric.reason }) };
  }

  /** A percentile of durations as a cell; the footnote is the same for all that the data cannot carry. */
  percentile(metric: Metric): Cell {
    if (metric.reason === FAILED) return { text: NEVER, tone: 'bad', footnote: NEVER_ANSWERED };
    return this.metric(duration, metric.value === null ? { ...metric, reason: TOO_FEW } : metric);
  }

  footnotes(): string[] {
    if (this.reasons.length === 0) return [];
    const lines = this.reasons.flatMap((reason, index) =>
      wrapped(reason, `  ${superscript(index + 1)} `, '    '),
    );
    return ['', ...lines.map((line) => this.paint('quiet', line))];
  }

  /** The mark of a footnote, the same for the same text. */
  mark(reason: string): string {
    if (!this.reasons.includes(reason)) this.reasons.push(reason);
    return superscript(this.reasons.indexOf(reason) + 1);
  }
}

const superscript = (number: number): string =>
  [...String(number)].map((digit) => SUPERSCRIPT[Number(digit)]).join('');
