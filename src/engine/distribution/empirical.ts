import type { RandomStream } from '../random-stream.js';
import { constant } from './elementary.js';

/** Values with probabilities, drawn in O(1) by Vose's alias method. */
class Empirical {
  readonly mean: number;
  readonly variance: number;
  private readonly values: Float64Array;
  private readonly thresholds: Float64Array;
  private readonly aliases: Int32Array;

  constructor(values: readonly number[], weights: readonly number[], total: number) {
    this.values = Float64Array.from(values);
    this.mean = values.reduce((sum, value, index) => sum + (value * weights[index]!) / total, 0);
    this.variance = values.reduce(
      (sum, value, index) => sum + ((value - this.mean) ** 2 * weights[index]!) / total,
      0,
    );
    const { thresholds, aliases } = aliasTable(weights, total);
    this.thresholds = thresholds;
    this.aliases = aliases;
  }

  sample(stream: RandomStream): number {
    const scaled = stream.uniform() * this.values.length;
    const column = scaled | 0;
    return this.values[scaled - column < this.thresholds[column]! ? column : this.aliases[column]!]!;
  }
}

/** Vose's table: column i keeps i below its threshold and gives its alias above. */
function aliasTable(weights: readonly number[], total: number) {
  const size = weights.length;
  const thresholds = Float64Array.from(weights, (weight) => (weight * size) / total);
  const aliases = Int32Array.from(weights.keys());
  const small: number[] = [];
  const large: number[] = [];
  for (let column = 0; column < size; column++) (thresholds[column]! < 1 ? small : large).push(column);
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!;
    const high = large.at(-1)!;
    aliases[low] = high;
    thresholds[high]! -= 1 - thresholds[low]!;
    if (thresholds[high]! < 1) small.push(large.pop()!);
  }
  for (const column of [...small, ...large]) thresholds[column] = 1; // rounding left them a hair beside 1
  return { thresholds, aliases };
}

/** One of the given values, with equal probability or in proportion to weights. */
export function empirical(
  values: readonly number[],
  weights: readonly number[] = values.map(() => 1),
): Empirical | ReturnType<typeof constant> {
  if (values.length === 0) throw new RangeError('empirical: needs at least one value');
  if (weights.length !== values.length) {
    throw new RangeError(`empirical: ${values.length} values need as many weights, not ${weights.length}`);
  }
  const bad = values.find((value) => !(value >= 0 && value < Infinity));
  if (bad !== undefined) throw new RangeError(`empirical: values must be 0 or more and finite, not ${bad}`);
  const badWeight = weights.find((weight) => !(weight >= 0 && weight < Infinity));
  if (badWeight !== undefined) {
    throw new RangeError(`empirical: weights must be 0 or more and finite, not ${badWeight}`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && total < Infinity))
    throw new RangeError('empirical: the weights must add up to more than 0');
  return values.length === 1 ? constant(values[0]!) : new Empirical(values, weights, total);
}
