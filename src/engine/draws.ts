import { createDistribution, type Distribution, type DistributionSpec } from './distribution.js';
import { Draw } from './draw.js';
import type { Simulation } from './simulation.js';

/**
 * Distributions and draws for objects of which there are hundreds. What has no state, a distribution or a constant, is
 * one object for all that are alike. notes: alike-objects
 */
export class Draws {
  private readonly distributions = new Map<string, Distribution>();
  private readonly constants = new Map<number, Draw>();

  constructor(private readonly simulation: Pick<Simulation, 'stream' | 'figures'>) {}

  /** Throws what `createDistribution` throws. */
  distribution(spec: DistributionSpec): Distribution {
    const key = JSON.stringify(spec);
    const known = this.distributions.get(key) ?? createDistribution(spec);
    this.distributions.set(key, known);
    return known;
  }

  /** Values from the stream of a name, as `Draw`; throws what `createDistribution` throws. */
  of(name: string, spec: DistributionSpec): Draw {
    const { mean, variance } = this.distribution(spec);
    if (variance > 0) return new Draw(this.simulation, name, () => spec);
    const known = this.constants.get(mean) ?? new Draw(this.simulation, name, () => spec);
    this.constants.set(mean, known);
    return known;
  }
}
