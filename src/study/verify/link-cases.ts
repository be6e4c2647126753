import {
  createDistribution,
  type DistributionSpec,
  SerialLine,
  SharedLink,
  type Simulation,
} from '../../engine/index.js';
import { maxMinShares, mg1, mg1Sharing, mmc } from '../../measure/theory.js';
import { Customers, relaxationCustomers } from './customers.js';
import type { TheoryCase } from './theory-case.js';

/** A link on which a message of mean size takes 1 s alone. */
const MEAN_BYTES = 1000;
const BITS_PER_SECOND = 8 * MEAN_BYTES;

/** Mean transfer time of Poisson flows over a shared link, each held to a share of it. */
function transferSeconds(simulation: Simulation, sizes: DistributionSpec, load: number, cap: number): number {
  const distribution = createDistribution(sizes);
  const stream = simulation.stream('sizes');
  const link = new SharedLink(simulation, {
    name: 'link',
    bitsPerSecond: BITS_PER_SECOND,
    done: (job) => customers.leave(job),
  });
  const flows = link.addClass(cap);
  const relaxation = 3 * relaxationCustomers(load);
  const customers: Customers = new Customers(simulation, {
    rate: load,
    warmup: Math.ceil(12 * relaxation),
    measured: Math.ceil(300 * relaxation),
    enter: (job) => {
      link.start(job, distribution.sample(stream), flows);
      return true;
    },
  });
  return customers.run().sojourns.mean!;
}

/** Max-min shares under random load: without a cap M/G/1-PS, with a cap of a quarter the station M/M/4 in number. */
export function sharedLinkCases(): TheoryCase[] {
  const quarter = mmc({ arrivalRate: 0.7, meanService: 4, servers: 4 });
  return [
    {
      system: 'shared link, lognormal cv 1.5, load 0.7',
      metric: 'mean transfer',
      unit: 's',
      theory: 'insensitivity of PS',
      exact: mg1Sharing(0.7, 1).meanSojourn,
      replicate: (simulation) =>
        transferSeconds(
          simulation,
          { kind: 'lognormal', mean: MEAN_BYTES, cv: 1.5 },
          0.7,
          Number.POSITIVE_INFINITY,
        ),
    },
    {
      system: 'shared link, cap 1/4, load 0.7',
      metric: 'mean transfer',
      unit: 's',
      theory: 'Erlang C',
      exact: quarter.meanSojourn,
      replicate: (simulation) =>
        transferSeconds(simulation, { kind: 'exponential', mean: MEAN_BYTES }, 0.7, BITS_PER_SECOND / 4),
    },
  ];
}

/** Fluid shares without chance: every flow's bytes after a second are its max-min share. */
export function fluidShareCases(): TheoryCase[] {
  const caps = [0.05, 0.1, 0.1, 0.25, 0.4, 0.9].map((share) => share * BITS_PER_SECOND);
  const shares = maxMinShares(BITS_PER_SECOND, caps);
  return [0, 3, 5].map((watched) => ({
    system: `six flows, the one of cap ${caps[watched]! / BITS_PER_SECOND}`,
    metric: 'share of the link',
    unit: 'share',
    theory: 'max-min fairness',
    isCertain: true,
    exact: shares[watched]! / BITS_PER_SECOND,
    replicate: (simulation) => {
      let finished = 0;
      const link = new SharedLink(simulation, {
        name: 'link',
        bitsPerSecond: BITS_PER_SECOND,
        done: (job) => {
          if (job !== watched) return;
          finished = simulation.now;
          simulation.stop();
        },
      });
      // The watched flow is the first to finish, so that the shares are those of all six to its end.
      for (const [job, cap] of caps.entries())
        link.start(job, job === watched ? MEAN_BYTES : 1e9, link.addClass(cap));
      simulation.run(Number.POSITIVE_INFINITY);
      return 1 / finished;
    },
  }));
}

/** Messages one after the other on a line: M/G/1. */
export function serialLineCases(): TheoryCase[] {
  const sizes: [string, DistributionSpec, number][] = [
    ['constant', { kind: 'constant', value: MEAN_BYTES }, 1],
    ['exponential', { kind: 'exponential', mean: MEAN_BYTES }, 1],
    ['hyperexp. cv 2', { kind: 'hyperexponential', mean: MEAN_BYTES, cv: 2 }, 4],
  ];
  return sizes.map(([name, spec, memory]) => ({
    system: `serial line, ${name}, load 0.7`,
    metric: 'mean sojourn',
    unit: 's',
    theory: 'Pollaczek-Khinchine',
    exact: mg1(0.7, 1, createDistribution(spec).variance / MEAN_BYTES ** 2).meanSojourn,
    replicate: (simulation) => {
      const distribution = createDistribution(spec);
      const stream = simulation.stream('sizes');
      const line = new SerialLine(simulation, { name: 'line', bitsPerSecond: BITS_PER_SECOND });
      const leave = simulation.handler((job) => customers.leave(job));
      const relaxation = memory * relaxationCustomers(0.7);
      const customers: Customers = new Customers(simulation, {
        rate: 0.7,
        warmup: Math.ceil(12 * relaxation),
        measured: Math.ceil(300 * relaxation),
        enter: (job) => {
          simulation.scheduleAt(line.send(distribution.sample(stream)), leave, job);
          return true;
        },
      });
      return customers.run().sojourns.mean!;
    },
  }));
}
