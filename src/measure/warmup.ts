/** Observations in a batch: MSER-5. */
const BATCH = 5;
/** The rule needs some batches to compare. */
const FEWEST_BATCHES = 10;

export interface Truncation {
  /** Observations to drop from the front of the series. */
  readonly truncation: number;
  /**
   * False when the series is too short, or when the best place to cut lies in its second half: the run then
   * hardly reached its steady state and should be longer.
   */
  readonly trustworthy: boolean;
}

/**
 * Where the warm-up of a series ends, by MSER-5: of the means of batches of five, drop the first d that minimise
 * the squared standard error of what is left, sum over i > d of (y_i - mean_d)^2 / (n - d)^2.
 * White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69(6), 1997;
 * White, Cobb and Spratt, Winter Simulation Conference 2000; Franklin and White, Winter Simulation Conference
 * 2008. The cut is sought in the whole series and refused in the second half, as Hoad, Robinson and Davies
 * (Journal of the Operational Research Society 61, 2010) advise; the last five batches are left out of the
 * search, where a chance likeness of few batches would win.
 * @param series observations at equal intervals, such as the mean latency of each minute.
 */
export function mser5(series: readonly number[]): Truncation {
  const batches = batchMeans(series, BATCH);
  const count = batches.length;
  if (count < FEWEST_BATCHES) return { truncation: 0, trustworthy: false };
  let best = Number.POSITIVE_INFINITY;
  let cut = 0;
  let mean = 0;
  let squares = 0;
  // From the back, so that mean and squares of each tail grow by one batch (Welford 1962).
  for (let start = count - 1; start >= 0; start--) {
    const kept = count - start;
    const step = batches[start]! - mean;
    mean += step / kept;
    squares += step * (batches[start]! - mean);
    const statistic = squares / (kept * kept);
    if (kept > BATCH && statistic <= best) {
      best = statistic;
      cut = start;
    }
  }
  return { truncation: cut * BATCH, trustworthy: cut <= count / 2 };
}

/** Means of consecutive batches; an incomplete last batch is left out. */
function batchMeans(series: readonly number[], size: number): number[] {
  return Array.from({ length: Math.floor(series.length / size) }, (_, batch) => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += series[batch * size + i]!;
    return sum / size;
  });
}
