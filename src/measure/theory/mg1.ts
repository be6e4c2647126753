import { requireStable, type SteadyState, steadyState } from './steady-state.js';

/**
 * Means of M/G/1, first come first served: the formula of Pollaczek and Khinchine, W_q = lambda E[S^2] / (2 (1 - rho)).
 * A variance of 0 gives M/D/1. Kleinrock, Queueing Systems I (1975), section 5.6.
 * @throws RangeError without a steady state.
 */
export function mg1(arrivalRate: number, meanService: number, serviceVariance: number): SteadyState {
  requireStable(arrivalRate, meanService, 1);
  const secondMoment = serviceVariance + meanService ** 2;
  const meanWait = (arrivalRate * secondMoment) / (2 * (1 - arrivalRate * meanService));
  return steadyState(arrivalRate, meanService, 1, meanWait);
}

/**
 * Means of M/G/1 under processor sharing: the sojourn is E[S] / (1 - rho), whatever the distribution of service; its
 * excess over the service counts as wait. Kleinrock, Queueing Systems II (1976), section 4.4.
 * @throws RangeError without a steady state.
 */
export function mg1Sharing(arrivalRate: number, meanService: number): SteadyState {
  requireStable(arrivalRate, meanService, 1);
  const meanSojourn = meanService / (1 - arrivalRate * meanService);
  return steadyState(arrivalRate, meanService, 1, meanSojourn - meanService);
}

/**
 * Mean number of jobs in M/G/infinity; it is Poisson distributed, so this is its variance too. Insensitive to the
 * distribution of service. Tijms, A First Course in Stochastic Models (2003), section 1.1.3.
 */
export function mgInfinityMeanNumber(arrivalRate: number, meanService: number): number {
  return arrivalRate * meanService;
}
