import { RandomStream } from '../../engine/random-stream.js';
import type { Experiment } from '../experiment/experiment-schema.js';
import { levelsOf } from './factors.js';

/** The level of each factor at one point of a sweep, by the path of the field. */
export type Point = Readonly<Record<string, unknown>>;

/** Latin hypercubes drawn, of which the one that fills the space best is taken. */
const CANDIDATES = 20;

/**
 * The points of a sweep: the full grid, the last factor varying fastest, or a Latin hypercube (McKay, Beckman and
 * Conover, Technometrics 21, 1979): each factor takes each part of its levels equally often; of 20 designs the one
 * with the largest smallest distance (maximin). Points that fall on the same levels are simulated once.
 */
export function pointsOf(sweep: NonNullable<Experiment['sweep']>, seed: string | number): Point[] {
  const factors = Object.entries(sweep.factors).map(([path, factor]) => {
    const levels = levelsOf(factor);
    return { path, levels: 'message' in levels ? [] : levels };
  });
  const counts = factors.map(({ levels }) => levels.length);
  const indices =
    sweep.sample === undefined ? grid(counts) : sample(counts, sweep.sample.points, `${seed} sweep/design`);
  return indices.map((at) =>
    Object.fromEntries(factors.map(({ path, levels }, factor) => [path, levels[at[factor]!]])),
  );
}

function grid(counts: readonly number[]): number[][] {
  return counts.reduce<number[][]>(
    (points, count) =>
      points.flatMap((point) => Array.from({ length: count }, (_, level) => [...point, level])),
    [[]],
  );
}

function sample(counts: readonly number[], points: number, seed: string): number[][] {
  const stream = new RandomStream(seed);
  const designs = Array.from({ length: CANDIDATES }, () => latinHypercube(counts.length, points, stream));
  const best = designs.reduce((a, b) => (smallestDistance(b) > smallestDistance(a) ? b : a));
  const levels = best.map((point) =>
    point.map((stratum, factor) => Math.floor(((stratum + 0.5) / points) * counts[factor]!)),
  );
  return [...new Map(levels.map((point) => [point.join(), point])).values()];
}

/** One stratum of 0 .. points - 1 a factor, each stratum once in each factor. */
function latinHypercube(factors: number, points: number, stream: RandomStream): number[][] {
  const columns = Array.from({ length: factors }, () => permutation(points, stream));
  return Array.from({ length: points }, (_, point) => columns.map((column) => column[point]!));
}

function permutation(count: number, stream: RandomStream): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = stream.integer(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

function smallestDistance(points: readonly (readonly number[])[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  points.forEach((point, index) => {
    for (const other of points.slice(index + 1)) {
      const distance = point.reduce((sum, value, factor) => sum + (value - other[factor]!) ** 2, 0);
      smallest = Math.min(smallest, distance);
    }
  });
  return smallest;
}
