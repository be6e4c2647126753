import { BLOCK_SUM, type HistogramData, HistogramRows, LOST, MAX, MIN, SUM } from './histogram/rows.js';
import { isNever, rankOf, supportsQuantile } from './quantile.js';

/** Percents of the published curve, closer together where the tail is long. */
const CURVE_PERCENTS = [
  1, 2, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92, 94, 95, 96, 97, 98, 99,
  99.5, 99.8, 99.9, 99.95, 99.98, 99.99, 99.995, 99.998, 99.999,
];

/**
 * Durations counted in buckets of equal relative width: 128 to the octave, so that a bucket is at most
 * 1/128 = 0.78 % of its value wide. Count, sum, smallest and largest value are exact (the sum to about 1e-15,
 * by block and compensated summation); memory is 1 KiB for each octave that the values span.
 */
export class LogHistogram {
  /** @param rows where it stands, as the histogram of a number, to be read only; by default alone */
  constructor(
    private readonly rows = new HistogramRows(1),
    private readonly index = 0,
  ) {}

  /**
   * Counts one duration in seconds.
   * @throws RangeError when it is negative, infinite or not a number.
   */
  record(seconds: number): void {
    this.rows.put(this.index, seconds);
    this.rows.endRow();
  }

  get count(): number {
    return this.rows.rows;
  }

  /** Sum of all records, in seconds. */
  get sum(): number {
    return this.figure(SUM) + (this.figure(LOST) + this.figure(BLOCK_SUM));
  }

  /** Arithmetic mean, null without a record. */
  get mean(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }

  get min(): number | null {
    if (this.count === 0) return null;
    return this.zeros > 0 ? 0 : this.figure(MIN);
  }

  get max(): number | null {
    return this.count === 0 ? null : this.figure(MAX);
  }

  /**
   * The p-quantile, null without a record: the smallest value that is not exceeded by at least p * count of the
   * records (inverse of the empirical distribution, type 1 of Hyndman and Fan 1996), placed inside its bucket by
   * its rank there. It differs from the exact order statistic by at most 1/128 of it (1 ns below 1 ns), in
   * practice by far less, as values spread evenly inside so narrow a bucket; it never leaves [min, max].
   * @throws RangeError unless 0 <= p <= 1.
   */
  quantile(p: number): number | null {
    return this.quantiles([p])[0]!;
  }

  /**
   * Percentile curve: pairs [percent, seconds], rising, of those percents that the records carry.
   * @param unanswered how many more there were that never ended in a time: the curve ends where these begin
   */
  curve(unanswered = 0): [percent: number, seconds: number][] {
    const { count } = this;
    const ended = count + unanswered;
    const percents = CURVE_PERCENTS.filter(
      (percent) => supportsQuantile(ended, percent / 100) && !isNever(count, unanswered, percent / 100),
    );
    const seconds = this.quantiles(percents.map((percent) => rankOf(percent / 100, ended) / count));
    return percents.map((percent, index) => [percent, seconds[index]!]);
  }

  /** The histogram as plain data, see `pooled`. */
  data(): HistogramData {
    return this.rows.dataOf(this.index);
  }

  /** One histogram of the records of several, as of replications of one deployment. */
  static pooled(all: readonly HistogramData[]): LogHistogram {
    const rows = new HistogramRows(1);
    for (const one of all) rows.mergeData(one);
    return new LogHistogram(rows);
  }

  /**
   * Adds the records of another histogram to this one.
   * @throws RangeError when this one is counted with others.
   */
  merge(other: LogHistogram): void {
    this.rows.merge(other.rows, other.index);
  }

  /** The quantiles of rising shares, in one pass over the buckets: see `quantile`. */
  private quantiles(shares: readonly number[]): (number | null)[] {
    const { count, zeros } = this;
    const buckets = this.rows.bucketsOf(this.index);
    let bucket = -1;
    let below = 0; // records in earlier buckets
    let inside = zeros;
    return shares.map((p) => {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile needs a share from 0 to 1, not ${p}`);
      if (count === 0) return null;
      const rank = rankOf(p, count);
      if (rank === count) return this.max;
      while (below + inside < rank) {
        below += inside;
        inside = buckets[++bucket]!;
      }
      if (bucket < 0) return 0;
      const value = this.rows.valueInside(this.index, bucket, (rank - below - 0.5) / inside);
      return Math.min(this.figure(MAX), Math.max(zeros > 0 ? 0 : this.figure(MIN), value));
    });
  }

  /** Records of 0. */
  private get zeros(): number {
    let zeros = this.count;
    for (const inside of this.rows.bucketsOf(this.index)) zeros -= inside;
    return zeros;
  }

  private figure(which: number): number {
    return this.rows.figure(this.index, which);
  }
}
