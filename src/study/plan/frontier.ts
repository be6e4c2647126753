import { meanInterval } from '../../measure/interval.js';

/** A candidate by what it costs and how long its clients wait. */
export interface Point {
  readonly costPerMonth: number;
  /** Seconds by replication; the same number means the same random numbers for every candidate. */
  readonly seconds: readonly number[];
}

/**
 * Which candidates offer something for their price: those that are shown to be faster than the fastest of the cheaper
 * ones that do, by the 95 % interval of the paired differences (common random numbers). Points are in order of cost.
 */
export function onFrontier(points: readonly Point[]): boolean[] {
  let best: Point | null = null;
  return points.map((point) => {
    if (point.seconds.length === 0 || (best !== null && !isFaster(point, best))) return false;
    best = point;
    return true;
  });
}

function isFaster(one: Point, other: Point): boolean {
  const common = Math.min(one.seconds.length, other.seconds.length);
  const differences = Array.from({ length: common }, (_, i) => one.seconds[i]! - other.seconds[i]!);
  const { value, high } = meanInterval(differences);
  return high === null ? (value ?? 0) < 0 : high < 0;
}
