import { erlangC } from './erlang.js';
import { requireStable, type SteadyState, steadyState } from './steady-state.js';

/** A station with Poisson arrivals and exponential service, first come first served. */
export interface MarkovStation {
  readonly arrivalRate: number;
  readonly meanService: number;
  readonly servers: number;
}

/**
 * Means of M/M/c (M/M/1 with one server): W_q = C / (c mu - lambda), C of Erlang's delay formula.
 * Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed., 2008), sections 2.2 and 2.3.
 * @throws RangeError without a steady state.
 */
export function mmc({ arrivalRate, meanService, servers }: MarkovStation): SteadyState {
  requireStable(arrivalRate, meanService, servers);
  const waiting = erlangC(servers, arrivalRate * meanService);
  const meanWait = waiting / (servers / meanService - arrivalRate);
  return steadyState(arrivalRate, meanService, servers, meanWait);
}

/**
 * P(sojourn > t) in M/M/c: service alone, or, with probability C, an exponential wait of rate c mu - lambda before it;
 * with a = lambda / mu, e^(-mu t) + C (e^(-mu t) - e^(-(c - a) mu t)) / (c - 1 - a), at a = c - 1 its limit C mu t e^(-mu t).
 * Gross et al. (2008), section 2.3.
 */
export function mmcSojournTail(station: MarkovStation, seconds: number): number {
  const { arrivalRate, meanService, servers } = station;
  requireStable(arrivalRate, meanService, servers);
  const load = arrivalRate * meanService;
  const time = seconds / meanService;
  const gap = Math.abs(servers - 1 - load);
  // The slower of the two exponentials is taken out, so that neither overflows.
  const slower = Math.exp(-Math.min(1, servers - load) * time);
  const waited = slower * (gap === 0 ? time : -Math.expm1(-gap * time) / gap);
  return Math.exp(-time) + erlangC(servers, load) * waited;
}

/** The p-quantile of the sojourn time in M/M/c, by bisection of its tail; seconds. */
export function mmcSojournQuantile(station: MarkovStation, p: number): number {
  if (!(p >= 0 && p < 1)) throw new RangeError(`a quantile needs a probability in 0..1, not ${p}`);
  let low = 0;
  let high = station.meanService;
  while (mmcSojournTail(station, high) > 1 - p) {
    low = high;
    high *= 2;
  }
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (mmcSojournTail(station, middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
