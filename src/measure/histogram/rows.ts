/** Sub-buckets of an octave, as a power of two. */
const SUB_BUCKET_BITS = 7;
const SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
/** The high word of a double holds 20 bits of its mantissa; this many of them lie below a sub-bucket. */
const SHIFT = 20 - SUB_BUCKET_BITS;
const MANTISSA = SUB_BUCKETS - 1;
const EXPONENT_BIAS = 1023;

/** Values below 2^-30 s (1 ns) share the first bucket, values from 2^30 s (34 years) on the last one. */
const LOWEST_EXPONENT = -30;
const HIGHEST_EXPONENT = 30;
const LOWEST_KEY = (LOWEST_EXPONENT + EXPONENT_BIAS) << SUB_BUCKET_BITS;
const HIGHEST_KEY = ((HIGHEST_EXPONENT + EXPONENT_BIAS) << SUB_BUCKET_BITS) - 1;

/** One double seen as two words: how a value gives its exponent and first mantissa bits without a logarithm. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/**
 * Running figures of a histogram, at `place | ...` before its buckets: eight doubles, so that places are multiples of
 * eight. notes: integers
 */
/** Sum of the values since the last multiple of `BLOCK` rows. */
export const BLOCK_SUM = 0;
export const MAX = 1;
/** Of the values above 0. */
export const MIN = 2;
export const SUM = 3;
/** What additions to SUM have rounded away (Neumaier 1974). */
export const LOST = 4;
const FIGURES = 8;
const BLOCK = 256;

/** Words of a histogram, at `(histogram << 2) | ...`: the place of its figures, the key of its first bucket, its buckets. */
const PLACE = 0;
const FIRST_KEY = 1;
const BUCKETS = 2;
const LAYOUT_BITS = 2;

/** A histogram that can be sent and stored: counts by bucket, those of zeros left out. */
export interface HistogramData {
  readonly rows: number;
  readonly sum: number;
  /** Of the values above 0; that of `max` where there are none. */
  readonly min: number;
  readonly max: number;
  /** Rising buckets. */
  readonly counts: readonly (readonly [bucket: number, count: number])[];
}

/**
 * The counts of one or several histograms that are counted together: a row is one value in each, as the durations of the
 * stages of one request. Figures and buckets of all stand in one array, figures first, then a run of buckets, only octaves
 * between the smallest and the largest value. A value of 0 costs nothing: what a histogram's
 * buckets lack to the number of rows were zeros. `LogHistogram` reads one of the histograms.
 */
export class HistogramRows {
  /** Rows counted, each a value in every histogram. */
  rows = 0;
  private cells: Float64Array;
  private readonly layout: Int32Array;

  /** @param count how many histograms */
  constructor(readonly count: number) {
    this.cells = new Float64Array(count * FIGURES);
    this.layout = new Int32Array(count << LAYOUT_BITS);
    for (let histogram = 0; histogram < count; histogram++)
      this.layout[(histogram << LAYOUT_BITS) | PLACE] = histogram * FIGURES;
    this.reset();
  }

  /**
   * Counts one duration in seconds, part of the row that `endRow` ends. A histogram of which a row says nothing has a 0.
   * @throws RangeError when it is negative, infinite or not a number.
   */
  put(histogram: number, seconds: number): void {
    // The method for rare cases reads it there. notes: numbers-across-calls
    double[0] = seconds;
    if (seconds > 0) {
      const { layout } = this;
      const word = histogram << LAYOUT_BITS;
      const bucket = (words[HIGH_WORD]! >>> SHIFT) - layout[word | FIRST_KEY]!;
      if (bucket >= 0 && bucket < layout[word | BUCKETS]!) this.add(layout[word | PLACE]!, bucket, seconds);
      else this.putOutside(histogram);
    } else if (seconds !== 0) refuse(seconds);
  }

  endRow(): void {
    if ((++this.rows & (BLOCK - 1)) === 0) this.closeBlocks();
  }

  /** Forgets all rows and keeps the memory. */
  reset(): void {
    this.rows = 0;
    this.cells.fill(0);
    for (let histogram = 0; histogram < this.count; histogram++)
      this.cells[this.layout[(histogram << LAYOUT_BITS) | PLACE]! | MIN] = Number.POSITIVE_INFINITY;
  }

  /**
   * Adds the values of a histogram of others to the only one of these.
   * @throws RangeError when there are several of these, which have as many rows.
   */
  merge(other: HistogramRows, index: number): void {
    if (this.count !== 1) throw new RangeError('a histogram that is counted with others takes in none');
    if (other.rows === 0) return;
    const theirs = other.bucketsOf(index);
    const key = other.layout[(index << LAYOUT_BITS) | FIRST_KEY]!;
    if (theirs.length > 0) {
      this.cover(0, key, key + theirs.length - 1);
      const mine = this.bucketsOf(0).subarray(key - this.layout[FIRST_KEY]!);
      theirs.forEach((inside, bucket) => {
        mine[bucket]! += inside;
      });
    }
    this.closeBlocks();
    const place = this.layout[PLACE]!;
    this.addToSum(place, other.figure(index, SUM));
    this.addToSum(place, other.figure(index, LOST) + other.figure(index, BLOCK_SUM));
    this.cells[place | MIN] = Math.min(this.cells[place | MIN]!, other.figure(index, MIN));
    this.cells[place | MAX] = Math.max(this.cells[place | MAX]!, other.figure(index, MAX));
    this.rows += other.rows;
  }

  figure(histogram: number, which: number): number {
    return this.cells[this.layout[(histogram << LAYOUT_BITS) | PLACE]! | which]!;
  }

  /** The counts of a histogram's buckets, those of zeros left out. */
  bucketsOf(histogram: number): Float64Array {
    const word = histogram << LAYOUT_BITS;
    const first = this.layout[word | PLACE]! + FIGURES;
    return this.cells.subarray(first, first + this.layout[word | BUCKETS]!);
  }

  /** A histogram as plain data: what several replications are pooled from. */
  dataOf(histogram: number): HistogramData {
    this.closeBlocks();
    const counts: [bucket: number, count: number][] = [];
    const first = this.layout[(histogram << LAYOUT_BITS) | FIRST_KEY]!;
    this.bucketsOf(histogram).forEach((count, bucket) => {
      if (count > 0) counts.push([first + bucket, count]);
    });
    const [sum, min, max] = [SUM, MIN, MAX].map((which) => this.figure(histogram, which));
    return {
      rows: this.rows,
      sum: sum! + this.figure(histogram, LOST),
      min: Math.min(min!, max!),
      max: max!,
      counts,
    };
  }

  /** Adds what `dataOf` gave to the only histogram of these. */
  mergeData({ rows, sum, min, max, counts }: HistogramData): void {
    if (rows === 0) return;
    const [lowest, highest] = [counts[0], counts.at(-1)];
    if (lowest !== undefined && highest !== undefined) {
      this.cover(0, lowest[0], highest[0]);
      const mine = this.bucketsOf(0);
      const first = this.layout[FIRST_KEY]!;
      for (const [bucket, count] of counts) mine[bucket - first]! += count;
      const place = this.layout[PLACE]!;
      this.cells[place | MIN] = Math.min(this.cells[place | MIN]!, min);
    }
    const place = this.layout[PLACE]!;
    this.addToSum(place, sum);
    this.cells[place | MAX] = Math.max(this.cells[place | MAX]!, max);
    this.rows += rows;
  }

  /** The value at a share of the way through a bucket. */
  valueInside(histogram: number, bucket: number, share: number): number {
    const key = this.layout[(histogram << LAYOUT_BITS) | FIRST_KEY]! + bucket;
    const octave = 2 ** ((key >>> SUB_BUCKET_BITS) - EXPONENT_BIAS);
    return octave * (1 + ((key & MANTISSA) + share) / SUB_BUCKETS);
  }

  private add(place: number, bucket: number, seconds: number): void {
    const { cells } = this;
    cells[(place + FIGURES + bucket) | 0]!++;
    cells[place | BLOCK_SUM]! += seconds;
    if (seconds > cells[place | MAX]!) cells[place | MAX] = seconds;
    if (seconds < cells[place | MIN]!) cells[place | MIN] = seconds;
  }

  /** A value outside the buckets held so far, or of the clamped ends. */
  private putOutside(histogram: number): void {
    const seconds = double[0]!;
    if (seconds === Number.POSITIVE_INFINITY) refuse(seconds);
    const key = Math.min(HIGHEST_KEY, Math.max(LOWEST_KEY, words[HIGH_WORD]! >>> SHIFT));
    this.cover(histogram, key, key);
    const word = histogram << LAYOUT_BITS;
    this.add(this.layout[word | PLACE]!, key - this.layout[word | FIRST_KEY]!, seconds);
  }

  /** Makes room for a histogram's buckets with the keys `from` to `to`, in whole octaves. */
  private cover(histogram: number, from: number, to: number): void {
    const { layout, count } = this;
    const word = histogram << LAYOUT_BITS;
    const held = layout[word | BUCKETS]!;
    const heldFirst = held === 0 ? from & ~MANTISSA : layout[word | FIRST_KEY]!;
    const first = Math.min(from & ~MANTISSA, heldFirst);
    const end = Math.max((to | MANTISSA) + 1, heldFirst + held);
    const more = end - first - held;
    if (more === 0) return;
    const firstBucket = layout[word | PLACE]! + FIGURES;
    const grown = new Float64Array(this.cells.length + more);
    grown.set(this.cells.subarray(0, firstBucket));
    grown.set(this.cells.subarray(firstBucket, firstBucket + held), firstBucket + heldFirst - first);
    grown.set(this.cells.subarray(firstBucket + held), firstBucket + held + more);
    this.cells = grown;
    layout[word | FIRST_KEY] = first;
    layout[word | BUCKETS] = held + more;
    for (let later = histogram + 1; later < count; later++) layout[(later << LAYOUT_BITS) | PLACE]! += more;
  }

  /** Moves the sums of the last rows to the totals: long runs then lose no digits. */
  private closeBlocks(): void {
    for (let histogram = 0; histogram < this.count; histogram++) {
      const place = this.layout[(histogram << LAYOUT_BITS) | PLACE]!;
      this.addToSum(place, this.cells[place | BLOCK_SUM]!);
      this.cells[place | BLOCK_SUM] = 0;
    }
  }

  private addToSum(place: number, value: number): void {
    const { cells } = this;
    const before = cells[place | SUM]!;
    const after = before + value;
    cells[place | LOST]! += before >= value ? before - after + value : value - after + before;
    cells[place | SUM] = after;
  }
}

function refuse(seconds: number): never {
  if (seconds === Number.POSITIVE_INFINITY) throw new RangeError('a duration must be finite');
  throw new RangeError(`a duration must be a number of seconds >= 0, not ${seconds}`);
}
