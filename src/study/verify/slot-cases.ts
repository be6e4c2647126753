import { createDistribution, type DistributionSpec, type Simulation, SlotPool } from '../../engine/index.js';
import { erlangB, mgInfinityMeanNumber, mmc } from '../../measure/theory.js';
import { Customers, poissonArrivals, timeAverage } from './customers.js';
import type { TheoryCase } from './theory-case.js';

const HOLDING = {
  exponential: { kind: 'exponential', mean: 1 },
  constant: { kind: 'constant', value: 1 },
  lognormal: { kind: 'lognormal', mean: 1, cv: 1.5 },
} as const satisfies Record<string, DistributionSpec>;

/** Poisson customers, each of whom holds a slot for a time, or is lost when none is free. */
function lossShare(simulation: Simulation, slots: number, load: number, holding: DistributionSpec): number {
  const distribution = createDistribution(holding);
  const stream = simulation.stream('holding');
  const pool = new SlotPool(simulation, { name: 'slots', slots });
  const release = simulation.handler((job) => {
    pool.release();
    customers.leave(job);
  });
  const customers: Customers = new Customers(simulation, {
    rate: load,
    warmup: 20 * slots,
    measured: 400 * slots,
    enter: (job) => {
      if (!pool.tryAcquire()) return false;
      simulation.schedule(distribution.sample(stream), release, job);
      return true;
    },
  });
  return customers.run().refusedShare;
}

/** Ports and slots that never wait: Erlang's loss, insensitive to how long they are held. */
export function lossCases(): TheoryCase[] {
  const cases = [
    { slots: 10, load: 8, holding: 'exponential' },
    { slots: 10, load: 8, holding: 'lognormal' },
    { slots: 100, load: 95, holding: 'constant' },
  ] as const;
  return cases.map(({ slots, load, holding }) => ({
    system: `M/G/${slots}/${slots} ${holding}, ${load} E`,
    metric: 'lost',
    unit: 'share',
    theory: 'Erlang B',
    exact: erlangB(slots, load),
    replicate: (simulation) => lossShare(simulation, slots, load, HOLDING[holding]),
  }));
}

/** Slots without limit: M/G/infinity. */
export function unlimitedCases(): TheoryCase[] {
  return Object.entries(HOLDING).map(([name, holding]) => ({
    system: `M/G/infinity ${name}, 20 E`,
    metric: 'mean number held',
    unit: 'jobs',
    theory: 'Poisson number',
    exact: mgInfinityMeanNumber(20, 1),
    replicate: (simulation) => {
      const distribution = createDistribution(holding);
      const stream = simulation.stream('holding');
      const pool = new SlotPool(simulation, { name: 'slots', slots: 1e6 });
      const release = simulation.handler(() => pool.release());
      poissonArrivals(simulation, 20, () => {
        pool.tryAcquire();
        simulation.schedule(distribution.sample(stream), release, 0);
      });
      return timeAverage(simulation, 50, 500, () => pool.totals().busySeconds);
    },
  }));
}

/** Slots that are waited for in line: M/M/4. */
export function waitedSlotCases(): TheoryCase[] {
  const station = { arrivalRate: 3.2, meanService: 1, servers: 4 };
  return [
    {
      system: 'M/M/4 of slots, load 0.8',
      metric: 'mean number waiting',
      unit: 'jobs',
      theory: 'Erlang C',
      exact: mmc(station).meanQueue,
      replicate: (simulation) => {
        const stream = simulation.stream('holding');
        const release = simulation.handler(() => pool.release());
        const pool: SlotPool = new SlotPool(simulation, {
          name: 'slots',
          slots: station.servers,
          granted: () => simulation.schedule(stream.exponential(station.meanService), release, 0),
        });
        poissonArrivals(simulation, station.arrivalRate, (job) => pool.acquire(job));
        return timeAverage(simulation, 300, 8000, () => pool.totals().queueSeconds);
      },
    },
  ];
}
