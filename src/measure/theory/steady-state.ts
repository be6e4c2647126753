/** Long-run figures of a station; times in seconds. */
export interface SteadyState {
  /** Share of the servers' time that is busy. */
  readonly utilisation: number;
  /** Mean time between arrival and start of service. */
  readonly meanWait: number;
  /** Mean time between arrival and end of service. */
  readonly meanSojourn: number;
  /** Mean number of waiting jobs. */
  readonly meanQueue: number;
  /** Mean number of jobs, waiting or served. */
  readonly meanNumber: number;
}

/** All figures from the mean wait, by Little's law (Little 1961). */
export function steadyState(
  arrivalRate: number,
  meanService: number,
  servers: number,
  meanWait: number,
): SteadyState {
  const meanSojourn = meanWait + meanService;
  return {
    utilisation: (arrivalRate * meanService) / servers,
    meanWait,
    meanSojourn,
    meanQueue: arrivalRate * meanWait,
    meanNumber: arrivalRate * meanSojourn,
  };
}

/** @throws RangeError unless the offered load leaves the station stable. */
export function requireStable(arrivalRate: number, meanService: number, servers: number): void {
  if (!(arrivalRate > 0 && meanService > 0 && arrivalRate * meanService < servers))
    throw new RangeError(`no steady state: ${arrivalRate}/s of ${meanService} s on ${servers} servers`);
}
