import {
  createDistribution,
  type DistributionSpec,
  ServerPool,
  type Simulation,
} from '../../engine/index.js';
import { findViolations } from '../../gateway/simulation/invariants.js';
import { System } from '../../gateway/simulation/system.js';
import type { Model } from '../../model/schema.js';
import { poissonArrivals } from './customers.js';
import type { TheoryCase } from './theory-case.js';

const WARMUP_SECONDS = 1000;
const MEASURED_SECONDS = 20_000;

/** Jobs by the station's own integral, less jobs by the times that its customers took, a second. */
function imbalance(
  simulation: Simulation,
  service: DistributionSpec,
  servers: number,
  discipline: 'fcfs' | 'ps',
): number {
  const distribution = createDistribution(service);
  const stream = simulation.stream('service');
  const arrivedAt = new Map<number, number>();
  let sojourns = 0;
  const pool = new ServerPool(simulation, {
    name: 'station',
    servers,
    discipline,
    done: (job) => {
      sojourns += simulation.now - arrivedAt.get(job)!;
      arrivedAt.delete(job);
    },
  });
  poissonArrivals(simulation, 0.8 * servers, (job) => {
    arrivedAt.set(job, simulation.now);
    pool.enter(job, distribution.sample(stream));
  });
  const jobSeconds = (): number => {
    const { busySeconds, queueSeconds } = pool.totals();
    return busySeconds + queueSeconds - sojourns;
  };
  simulation.run(WARMUP_SECONDS);
  const before = jobSeconds();
  simulation.run(WARMUP_SECONDS + MEASURED_SECONDS);
  return (jobSeconds() - before) / MEASURED_SECONDS;
}

/** Little's law, L = lambda W, with both sides measured apart: what they differ by is 0 in the mean. */
export function littleCases(): TheoryCase[] {
  const common = { metric: 'L - lambda W', unit: 'jobs', theory: "Little's law", exact: 0 } as const;
  return [
    {
      ...common,
      system: 'M/M/3, load 0.8',
      replicate: (simulation) => imbalance(simulation, { kind: 'exponential', mean: 1 }, 3, 'fcfs'),
    },
    {
      ...common,
      system: 'M/G/1-PS lognormal cv 1.5, load 0.8',
      replicate: (simulation) => imbalance(simulation, { kind: 'lognormal', mean: 1, cv: 1.5 }, 1, 'ps'),
    },
  ];
}

/** Simulated time of a model: enough for queues to fill and empty, in the largest one too. */
const MODEL_SECONDS = 300;

/** Little's law as a sample-path identity on every resource of a model: none may break it. */
export function modelLittleCase(model: Model): TheoryCase {
  return {
    system: `model ${model.name}`,
    metric: "breaks Little's law",
    unit: 'resources',
    theory: "Little's law",
    exact: 0,
    isCertain: true,
    replicate: () => {
      const system = new System(model, 1, 0);
      system.simulation.run(MODEL_SECONDS);
      return findViolations(system).filter((violation) => violation.startsWith('I5')).length;
    },
  };
}
