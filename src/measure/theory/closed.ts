export interface ClosedState {
  /** Jobs completed a second. */
  readonly throughput: number;
  /** Mean time of a job at each station, waiting included; seconds. */
  readonly meanSojourns: readonly number[];
  /** Mean number of jobs at each station. */
  readonly meanNumbers: readonly number[];
}

/**
 * A closed network of single servers (exponential first come first served, or processor sharing of any service) and a
 * delay, by exact mean value analysis: a job that arrives sees the network with one job less.
 * Reiser and Lavenberg, "Mean-value analysis of closed multichain queuing networks", Journal of the ACM 27, 1980;
 * Lazowska, Zahorjan, Graham and Sevcik, Quantitative System Performance (1984), chapter 6.
 * @param jobs jobs in the network, one or more
 * @param demands mean service a cycle at each station, seconds
 * @param thinkSeconds mean delay a cycle without queueing
 */
export function meanValueAnalysis(
  jobs: number,
  demands: readonly number[],
  thinkSeconds: number,
): ClosedState {
  let throughput = 0;
  let meanNumbers = demands.map(() => 0);
  let meanSojourns: number[] = [];
  for (let n = 1; n <= jobs; n++) {
    meanSojourns = demands.map((demand, i) => demand * (1 + meanNumbers[i]!));
    throughput = n / (thinkSeconds + meanSojourns.reduce((sum, seconds) => sum + seconds, 0));
    meanNumbers = meanSojourns.map((seconds) => throughput * seconds);
  }
  return { throughput, meanSojourns, meanNumbers };
}

export interface RepairState {
  /** Failures, and repairs, a second. */
  readonly throughput: number;
  /** Mean time from failure to the end of repair, seconds. */
  readonly meanSojourn: number;
  /** Mean number of machines that are down. */
  readonly meanDown: number;
  /** Share of the repairers' time that is busy. */
  readonly utilisation: number;
}

/**
 * The machine repair model: machines that fail after exponential times of mean `meanUp` and are mended by a crew, one
 * repairer a machine, in exponential times of mean `meanRepair`. A birth-death process.
 * Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory (4th ed., 2008), section 2.7.
 */
export function machineRepair(
  machines: number,
  repairers: number,
  meanUp: number,
  meanRepair: number,
): RepairState {
  let weight = 1;
  let total = 1;
  let down = 0;
  let busy = 0;
  for (let n = 1; n <= machines; n++) {
    weight *= ((machines - n + 1) * meanRepair) / (Math.min(n, repairers) * meanUp);
    total += weight;
    down += n * weight;
    busy += Math.min(n, repairers) * weight;
  }
  const throughput = busy / total / meanRepair;
  return {
    throughput,
    meanSojourn: down / total / throughput,
    meanDown: down / total,
    utilisation: busy / total / repairers,
  };
}
