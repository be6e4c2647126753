/** What simulations are judged with: tallies, intervals, quantiles, comparisons, warm-up. It knows no domain. */
export { compare, type Difference, holmLevels, type PairedMetric } from './comparison.js';
export { equivalence } from './equivalence.js';
export { LogHistogram } from './histogram.js';
export { CONFIDENCE, type Interval, meanInterval, standardError } from './interval.js';
export { normalCdf, normalQuantile } from './normal.js';
export { kolmogorovSmirnov, type Normality } from './normality.js';
export { moreReplications, relativeHalfWidth } from './precision.js';
export {
  answeredQuantile,
  observationsNeeded,
  PUBLISHED_QUANTILES,
  type QuantileSource,
  supportedQuantile,
  supportsQuantile,
} from './quantile.js';
export { exactInterval, type ShareCount, shareInterval } from './share.js';
export { studentCdf, studentQuantile, studentTwoSided } from './student.js';
export { mser5 } from './warmup.js';
export { zScore } from './z-score.js';
