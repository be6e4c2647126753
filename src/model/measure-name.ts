import { nearest } from './nearest.js';
import { orList } from './units.js';

/** What an objective may bound. */
export const MEASURES: readonly string[] = ['mean', 'p50', 'p90', 'p95', 'p99', 'failed'];

/** Words for a measure of an objective, in small letters without punctuation. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  median: 'p50',
  average: 'mean',
  avg: 'mean',
  failures: 'failed',
  failurerate: 'failed',
  errors: 'failed',
  errorrate: 'failed',
};

const PERCENTILE =
  /^(?:p|perc|percentile|quantile)[ _-]?(\d{2})[._,]?(\d*)(?:th)?$|^(\d{2})(?:[.,](\d+))?(?:th)?(?:percentile)?$/i;

/** What is right where an objective has a bound on a measure that it cannot bound, such as p999 or median. */
export function measureRemedy(name: string, measures: readonly string[]): string {
  const [, whole, part, bareWhole, barePart] = PERCENTILE.exec(name.trim()) ?? [];
  const [digits, decimals] = [whole ?? bareWhole, part ?? barePart];
  if (digits !== undefined) {
    const percentile = `p${digits}${decimals ? `.${decimals}` : ''}`;
    return measures.includes(percentile)
      ? `write ${percentile}`
      : `${percentile} cannot be a bound; ${orList(measures)} can`;
  }
  const plain = name.toLowerCase().replace(/[^a-z]/g, '');
  const meant = OTHER_NAMES[plain] ?? nearest(name, measures);
  return meant === undefined ? `the bounds here are ${measures.join(', ')}` : `write ${meant}`;
}
