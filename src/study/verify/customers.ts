import type { Simulation } from '../../engine/index.js';
import { LogHistogram } from '../../measure/histogram.js';

/** More customers at once than any stable case holds. */
const RING = 1 << 17;

/** Poisson arrivals, numbered from 0. */
export function poissonArrivals(simulation: Simulation, rate: number, arrive: (job: number) => void): void {
  const stream = simulation.stream('arrivals');
  let job = 0;
  const handler = simulation.handler(() => {
    arrive(job++);
    simulation.schedule(stream.exponential(1 / rate), handler, 0);
  });
  simulation.schedule(stream.exponential(1 / rate), handler, 0);
}

export interface CustomersOptions {
  readonly rate: number;
  /** Customers that are not measured, at the start. */
  readonly warmup: number;
  /** Customers after them that are; the run ends when the last of them has left. */
  readonly measured: number;
  /** Brings a customer into the system; false when it was refused. */
  readonly enter: (job: number) => boolean;
}

/**
 * Customers of an open system: a fixed number of them is measured, which keeps the mean free of the bias that a fixed
 * time would give it.
 */
export class Customers {
  readonly sojourns = new LogHistogram();
  private refused = 0;
  private readonly arrivedAt = new Float64Array(RING);
  private readonly first: number;
  private readonly end: number;

  constructor(
    private readonly simulation: Simulation,
    { rate, warmup, measured, enter }: CustomersOptions,
  ) {
    this.first = warmup;
    this.end = warmup + measured;
    poissonArrivals(simulation, rate, (job) => {
      this.arrivedAt[job % RING] = simulation.now;
      if (!enter(job) && this.isMeasured(job)) {
        this.refused++;
        this.stopWhenSettled();
      }
    });
  }

  /** To be called when a customer leaves the system. */
  leave(job: number): void {
    if (!this.isMeasured(job)) return;
    this.sojourns.record(this.simulation.now - this.arrivedAt[job % RING]!);
    this.stopWhenSettled();
  }

  /** Runs until all measured customers have left. */
  run(): this {
    this.simulation.run(Number.POSITIVE_INFINITY);
    return this;
  }

  get refusedShare(): number {
    return this.refused / (this.end - this.first);
  }

  private isMeasured(job: number): boolean {
    return job >= this.first && job < this.end;
  }

  private stopWhenSettled(): void {
    if (this.refused + this.sojourns.count === this.end - this.first) this.simulation.stop();
  }
}

/** Average over time of what an integral grows by, from the end of the warm-up on. */
export function timeAverage(
  simulation: Simulation,
  warmupSeconds: number,
  seconds: number,
  integral: () => number,
): number {
  simulation.run(warmupSeconds);
  const before = integral();
  simulation.run(warmupSeconds + seconds);
  return (integral() - before) / seconds;
}

/**
 * Customers in which a station of this load forgets its state: its relaxation time, of the order of
 * 1 / (c mu (1 - sqrt rho)^2) + 1 / mu (Cohen, The Single Server Queue, 1982, section III.7), times the arrival rate.
 */
export function relaxationCustomers(utilisation: number, servers = 1): number {
  return utilisation / (1 - Math.sqrt(utilisation)) ** 2 + utilisation * servers;
}
