import seedrandom from 'seedrandom';
import type { Block } from './figures.js';
import { EXPONENTIAL, NORMAL } from './ziggurat.js';

const STEP = 2 ** -32;
const HALF_STEP = 2 ** -33;
const MULTIPLIER = 2091639;

/** What draws look at most, as constants of this file. notes: constants */
const exponentialWidths = EXPONENTIAL.widths;
const normalWidths = NORMAL.widths;

/** Figures of a stream's state, at `at | ...`: see `Block`. */
const S0 = 0;
const S1 = 1;
const S2 = 2;
const CARRY = 3;

/**
 * Pseudo-random numbers from one seed: the generator alea of the package seedrandom (32 bits a draw, period about
 * 2^116). The package seeds it; its recurrence is repeated here, draw for draw the same. notes: compiled-into-callers
 */
export class RandomStream {
  // One draw ahead: what is returned was computed by the call before, so that nobody waits for the recurrence.
  private readonly state: Float64Array;
  private readonly at: number;

  /**
   * @param seed text; equal seeds give equal draws
   * @param block for the state, four doubles
   */
  constructor(
    seed: string,
    { floats, at }: Pick<Block, 'floats' | 'at'> = { floats: new Float64Array(4), at: 0 },
  ) {
    const { s0, s1, s2, c } = seedrandom.alea(seed, { state: true }).state();
    floats.set([s0, s1, s2, c], at);
    this.state = floats;
    this.at = at;
    this.uniform();
  }

  /** Uniform on [0, 1), a multiple of 2^-32. */
  uniform(): number {
    const { state, at } = this;
    const value = state[at | S2]!;
    const product = MULTIPLIER * state[at | S0]! + state[at | CARRY]! * STEP;
    const carry = product | 0;
    state[at | S0] = state[at | S1]!;
    state[at | S1] = value;
    state[at | S2] = product - carry;
    state[at | CARRY] = carry;
    return value;
  }

  /** Uniform on (0, 1): neither 0 nor 1, safe under a logarithm. */
  uniformOpen(): number {
    return this.uniform() + HALF_STEP;
  }

  /** Uniform on the integers 0 .. n-1; n up to 2^31. */
  integer(n: number): number {
    return (this.uniform() * n) | 0;
  }

  /** Exponential with a mean (Marsaglia and Tsang's ziggurat of 256 layers: one draw in 98.9 % of the cases). */
  exponential(mean: number): number {
    const scaled = this.uniform() * 256;
    const layer = scaled | 0;
    const x = (scaled - layer) * exponentialWidths[layer]!;
    if (x < exponentialWidths[layer + 1]!) return x * mean; // notes: numbers-across-calls
    return this.exponentialEdge(layer, x) * mean;
  }

  /** Standard normal (Marsaglia and Tsang's ziggurat of 256 layers, the sign from a bit of its own). */
  normal(): number {
    const scaled = this.uniformOpen() * 512 - 256;
    const size = Math.abs(scaled);
    const layer = size | 0;
    const x = (size - layer) * normalWidths[layer]!;
    const sign = scaled < 0 ? -1 : 1;
    if (x < normalWidths[layer + 1]!) return x * sign;
    return this.normalEdge(layer, x) * sign;
  }

  private exponentialEdge(layer: number, x: number): number {
    if (layer === 0) return EXPONENTIAL.tail - Math.log(this.uniformOpen()); // memoryless: the tail is the whole again
    const low = EXPONENTIAL.heights[layer]!;
    const height = low + this.uniform() * (EXPONENTIAL.heights[layer + 1]! - low);
    return height < Math.exp(-x) ? x : this.exponential(1);
  }

  private normalEdge(layer: number, x: number): number {
    if (layer === 0) return this.normalTail();
    const low = NORMAL.heights[layer]!;
    const height = low + this.uniform() * (NORMAL.heights[layer + 1]! - low);
    return height < Math.exp(-0.5 * x * x) ? x : Math.abs(this.normal());
  }

  /** Marsaglia's method for the normal tail beyond the base layer. */
  private normalTail(): number {
    for (;;) {
      const x = -Math.log(this.uniformOpen()) / NORMAL.tail;
      const y = -Math.log(this.uniformOpen());
      if (y + y > x * x) return NORMAL.tail + x;
    }
  }
}
