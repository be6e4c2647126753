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
const FIRST_KEY = (LOWEST_EXPONENT + EXPONENT_BIAS) << SUB_BUCKET_BITS;
const LAST_KEY = ((HIGHEST_EXPONENT + EXPONENT_BIAS) << SUB_BUCKET_BITS) - 1;

/** One double seen as two words: how a value gives its exponent and first mantissa bits without a logarithm. */
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** Running figures of a histogram, which stand before its buckets: eight doubles, a cache line. */
export const COUNT = 0;
export const ZEROS = 1;
export const SUM = 2;
/** Sum of the records since the last multiple of `BLOCK`. */
export const BLOCK_SUM = 3;
/** What additions to SUM have rounded away (Neumaier 1974). */
export const LOST = 4;
export const MIN = 5;
export const MAX = 6;
export const FIGURES = 8;
const BLOCK = 256;

/**
 * The counts of one or several histograms, side by side in one array: figures, then a run of buckets, only octaves between
 * the smallest and the largest value. `LogHistogram` reads one of them. A request is counted in a histogram for each of
 * its stages: side by side they are two cache lines each, where objects with arrays of their own were five.
 */
export class HistogramCells {
  cells: Float64Array;
  /** By histogram: the place of its first figure; behind the last one, the end of all. */
  readonly starts: Int32Array;
  /** By histogram: what a bucket's key exceeds its place by. */
  private readonly bases: Int32Array;

  /** @param count how many histograms */
  constructor(private readonly count: number) {
    this.cells = new Float64Array(count * FIGURES);
    this.starts = Int32Array.from({ length: count + 1 }, (_, index) => index * FIGURES);
    this.bases = new Int32Array(count);
    this.reset();
  }

  /**
   * Counts one duration in seconds.
   * @throws RangeError when it is negative, infinite or not a number.
   */
  record(histogram: number, seconds: number): void {
    // The methods for rare cases read it there: as their argument it would be a heap number in all cases.
    double[0] = seconds;
    if (seconds > 0) {
      const place = (words[HIGH_WORD]! >>> SHIFT) - this.bases[histogram]!;
      const at = this.starts[histogram]!;
      if (place >= at + FIGURES && place < this.starts[histogram + 1]!)
        this.add(histogram, at, place, seconds);
      else this.recordOutside(histogram);
    } else this.recordZero(histogram);
  }

  /** Forgets all records and keeps the memory. */
  reset(): void {
    for (let histogram = 0; histogram < this.count; histogram++) this.clear(histogram);
  }

  clear(histogram: number): void {
    const at = this.starts[histogram]!;
    this.cells.fill(0, at, this.starts[histogram + 1]);
    this.cells[at + MIN] = Number.POSITIVE_INFINITY;
  }

  /** Adds the records of another histogram to one of these. */
  merge(histogram: number, other: HistogramCells, otherHistogram: number): void {
    const from = other.starts[otherHistogram]!;
    const end = other.starts[otherHistogram + 1]!;
    const theirs = other.cells.subarray(from, from + FIGURES);
    if (theirs[COUNT] === 0) return;
    const otherBase = other.bases[otherHistogram]!;
    if (end > from + FIGURES) this.cover(histogram, otherBase + from + FIGURES, otherBase + end - 1);
    const offset = otherBase - this.bases[histogram]!;
    for (let place = from + FIGURES; place < end; place++) this.cells[offset + place]! += other.cells[place]!;
    this.closeBlock(histogram);
    this.addToSum(histogram, theirs[SUM]!);
    this.addToSum(histogram, theirs[LOST]! + theirs[BLOCK_SUM]!);
    const mine = this.cells.subarray(this.starts[histogram]);
    mine[COUNT]! += theirs[COUNT]!;
    mine[ZEROS]! += theirs[ZEROS]!;
    mine[MIN] = Math.min(mine[MIN]!, theirs[MIN]!);
    mine[MAX] = Math.max(mine[MAX]!, theirs[MAX]!);
  }

  /** The value at a share of the way through the bucket at a place. */
  valueInside(histogram: number, place: number, share: number): number {
    const key = this.bases[histogram]! + place;
    const octave = 2 ** ((key >>> SUB_BUCKET_BITS) - EXPONENT_BIAS);
    return octave * (1 + ((key & MANTISSA) + share) / SUB_BUCKETS);
  }

  private add(histogram: number, at: number, place: number, seconds: number): void {
    const { cells } = this;
    cells[place]!++;
    cells[at + BLOCK_SUM]! += seconds;
    if (seconds > cells[at + MAX]!) cells[at + MAX] = seconds;
    if (seconds < cells[at + MIN]!) cells[at + MIN] = seconds;
    if ((++cells[at + COUNT]! & (BLOCK - 1)) === 0) this.closeBlock(histogram);
  }

  private recordZero(histogram: number): void {
    if (double[0] !== 0)
      throw new RangeError(`a duration must be a number of seconds >= 0, not ${double[0]}`);
    const { cells } = this;
    const at = this.starts[histogram]!;
    cells[at + ZEROS]!++;
    cells[at + MIN] = 0;
    if ((++cells[at + COUNT]! & (BLOCK - 1)) === 0) this.closeBlock(histogram);
  }

  /** A value outside the buckets held so far, or of the clamped ends. */
  private recordOutside(histogram: number): void {
    const seconds = double[0]!;
    if (seconds === Number.POSITIVE_INFINITY) throw new RangeError('a duration must be finite');
    const key = Math.min(LAST_KEY, Math.max(FIRST_KEY, words[HIGH_WORD]! >>> SHIFT));
    this.cover(histogram, key, key);
    this.add(histogram, this.starts[histogram]!, key - this.bases[histogram]!, seconds);
  }

  /** Makes room for a histogram's buckets with the keys `from` to `to`, in whole octaves. */
  private cover(histogram: number, from: number, to: number): void {
    const { starts, bases } = this;
    const firstBucket = starts[histogram]! + FIGURES;
    const end = starts[histogram + 1]!;
    const held = { first: bases[histogram]! + firstBucket, end: bases[histogram]! + end };
    const isEmpty = end === firstBucket;
    const first = isEmpty ? from & ~MANTISSA : Math.min(from & ~MANTISSA, held.first);
    const last = isEmpty ? (to | MANTISSA) + 1 : Math.max((to | MANTISSA) + 1, held.end);
    const more = last - first - (end - firstBucket);
    if (more === 0) return;
    const grown = new Float64Array(this.cells.length + more);
    grown.set(this.cells.subarray(0, firstBucket));
    grown.set(
      this.cells.subarray(firstBucket, end),
      isEmpty ? firstBucket : firstBucket + held.first - first,
    );
    grown.set(this.cells.subarray(end), end + more);
    this.cells = grown;
    bases[histogram] = first - firstBucket;
    for (let later = histogram + 1; later < this.count; later++) bases[later]! -= more;
    for (let later = histogram + 1; later <= this.count; later++) starts[later]! += more;
  }

  /** Moves the sum of the last records to the total: long runs then lose no digits. */
  private closeBlock(histogram: number): void {
    const at = this.starts[histogram]! + BLOCK_SUM;
    this.addToSum(histogram, this.cells[at]!);
    this.cells[at] = 0;
  }

  private addToSum(histogram: number, value: number): void {
    const { cells } = this;
    const at = this.starts[histogram]!;
    const before = cells[at + SUM]!;
    const after = before + value;
    cells[at + LOST]! += before >= value ? before - after + value : value - after + before;
    cells[at + SUM] = after;
  }
}
