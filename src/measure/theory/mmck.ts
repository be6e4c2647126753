import type { MarkovStation } from './mmc.js';
import { type SteadyState, steadyState } from './steady-state.js';

export interface LossState extends SteadyState {
  /** Share of arrivals that find the station full. */
  readonly refused: number;
}

/**
 * Means of M/M/c/K, with at most `capacity` >= c jobs waiting or served; the times are those of admitted jobs. State
 * probabilities of a birth-death process, summed: any load is allowed.
 * Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed., 2008), section 2.5.
 */
export function mmck({ arrivalRate, meanService, servers }: MarkovStation, capacity: number): LossState {
  const load = arrivalRate * meanService;
  let weight = 1;
  let total = 1;
  let queue = 0;
  for (let n = 1; n <= capacity; n++) {
    weight *= load / Math.min(n, servers);
    total += weight;
    queue += Math.max(0, n - servers) * weight;
  }
  const refused = weight / total;
  const admittedRate = arrivalRate * (1 - refused);
  return { ...steadyState(admittedRate, meanService, servers, queue / total / admittedRate), refused };
}
