import seedrandom from 'seedrandom';
import { EXPONENTIAL, NORMAL } from './ziggurat.js';

const STEP = 2 ** -32;
const HALF_STEP = 2 ** -33;
const MULTIPLIER = 2091639;

/**
 * Pseudo-random numbers from one seed: the generator alea of the package seedrandom (32 bits a draw, period about
 * 2^116). The package seeds it; its recurrence is repeated here, draw for draw the same, because a method on fields
 * is compiled into its caller and the package's closure is not.
 */
export class RandomStream {
  // One draw ahead: what is returned was computed by the call before, so that nobody waits for the recurrence.
  private s0: number;
  private s1: number;
  private s2: number;
  private carry: number;

  /** @param seed text; equal seeds give equal draws */
  constructor(seed: string) {
    const state = seedrandom.alea(seed, { state: true }).state();
    this.s0 = state.s0;
    this.s1 = state.s1;
    this.s2 = state.s2;
    this.carry = state.c;
    this.uniform();
  }

  /** Uniform on [0, 1), a multiple of 2^-32. */
  uniform(): number {
    const value = this.s2;
    const product = MULTIPLIER * this.s0 + this.carry * STEP;
    this.s0 = this.s1;
    this.s1 = value;
    this.carry = product | 0;
    this.s2 = product - this.carry;
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
    const x = (scaled - layer) * EXPONENTIAL.widths[layer]!;
    if (x < EXPONENTIAL.widths[layer + 1]!) return x * mean; // product in both branches: else V8 boxes x to join them
    return this.exponentialEdge(layer, x) * mean;
  }

  /** Standard normal (Marsaglia and Tsang's ziggurat of 256 layers, the sign from a bit of its own). */
  normal(): number {
    const scaled = this.uniformOpen() * 512 - 256;
    const size = Math.abs(scaled);
    const layer = size | 0;
    const x = (size - layer) * NORMAL.widths[layer]!;
    const sign = scaled < 0 ? -1 : 1;
    if (x < NORMAL.widths[layer + 1]!) return x * sign;
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
