import { createDistribution, type Distribution, type DistributionSpec } from './distribution.js';
import type { RandomStream } from './random-stream.js';
import type { Simulation } from './simulation.js';

/** Mean lives after which a renewal process has forgotten its beginning. */
const RENEWALS = 20;

/**
 * Values of one distribution from one named stream. A constant needs no stream and costs no draw, so that a quantity
 * may be a distribution everywhere and cost nothing where it is none.
 */
export class Draw {
  private isConstant = false;
  /** The value drawn last. notes: numbers-across-calls */
  private readonly floats: Float64Array;
  private readonly at: number;
  private distribution: Distribution | null = null;
  private stream: RandomStream | null = null;

  /**
   * @param name of the stream
   * @param spec asked for at the first value, never when no value is needed
   */
  constructor(
    private readonly simulation: Pick<Simulation, 'stream' | 'figures'>,
    private readonly name: string,
    private readonly spec: () => DistributionSpec,
  ) {
    const { floats, at } = simulation.figures.take(1);
    this.floats = floats;
    this.at = at;
  }

  /** The next value. Throws what `createDistribution` throws when there is no such distribution. */
  next(): number {
    if (!this.isConstant) this.draw();
    return this.floats[this.at]!;
  }

  /** Exact mean. */
  get mean(): number {
    return this.known().mean;
  }

  /**
   * What is left, at a random moment, of a life that began before it, where lives of this distribution have followed
   * each other for long: the equilibrium of a renewal process (Cox, Renewal Theory, 1962, section 5), walked from
   * `RENEWALS` mean lives before. Of a constant life it is uniform.
   * @param moments where the moment lies
   */
  residual(moments: RandomStream): number {
    const { mean, variance } = this.known();
    if (variance === 0) return moments.uniform() * mean;
    let ahead = (RENEWALS + moments.uniform()) * mean;
    while (ahead > 0) ahead -= this.next();
    return -ahead;
  }

  private draw(): void {
    const distribution = this.known();
    this.isConstant = distribution.variance === 0;
    if (this.isConstant) this.floats[this.at] = distribution.mean;
    else {
      this.stream ??= this.simulation.stream(this.name);
      this.floats[this.at] = distribution.sample(this.stream);
    }
  }

  private known(): Distribution {
    this.distribution ??= createDistribution(this.spec());
    return this.distribution;
  }
}
