import {
  createDistribution,
  type DistributionSpec,
  ServerPool,
  type Simulation,
} from '../../engine/index.js';
import { mg1, mg1Sharing, mmc, mmck, mmcSojournQuantile } from '../../measure/theory.js';
import { Customers, relaxationCustomers } from './customers.js';
import type { TheoryCase } from './theory-case.js';

const WARMUP_RELAXATIONS = 12;
/** Relaxation times in a replication: a far quantile needs more, as its bias falls with their number. */
const MEAN_RELAXATIONS = 300;
const P95_RELAXATIONS = 600;
const P99_RELAXATIONS = 1500;
/** A limited queue forgets faster than one without limit, by which its relaxation is reckoned. */
const LIMITED_RELAXATIONS = 60;

interface Station {
  readonly load: number;
  readonly service: DistributionSpec;
  readonly servers: number;
  readonly discipline?: 'fcfs' | 'ps';
  readonly queueLimit?: number;
  /** How many times longer than an exponential service of this load the station remembers. */
  readonly memory?: number;
}

const EXPONENTIAL: DistributionSpec = { kind: 'exponential', mean: 1 };

/** Runs one replication of a single station and returns its measured customers. */
function observe(simulation: Simulation, station: Station, relaxations: number): Customers {
  const { load, service, servers, memory = 1, ...options } = station;
  const distribution = createDistribution(service);
  const stream = simulation.stream('service');
  const relaxation = memory * relaxationCustomers(Math.min(load, 0.9), servers);
  const pool = new ServerPool(simulation, {
    name: 'station',
    servers,
    ...options,
    done: (job) => customers.leave(job),
  });
  const customers: Customers = new Customers(simulation, {
    rate: load * servers,
    warmup: Math.ceil(WARMUP_RELAXATIONS * relaxation),
    measured: Math.ceil(relaxations * relaxation),
    enter: (job) => pool.enter(job, distribution.sample(stream)),
  });
  return customers.run();
}

const meanSojourn =
  (station: Station, relaxations = MEAN_RELAXATIONS) =>
  (simulation: Simulation) =>
    observe(simulation, station, relaxations).sojourns.mean!;

/** M/M/1, M/M/2 and M/M/4: mean, p95 and p99 of the time in the system. */
export function markovCases(): TheoryCase[] {
  const stations = [
    { servers: 1, load: 0.5 },
    { servers: 1, load: 0.8 },
    { servers: 2, load: 0.5 },
    { servers: 2, load: 0.8 },
    { servers: 4, load: 0.8 },
  ];
  const sojourns = stations.flatMap(({ servers, load }) => {
    const markov = { arrivalRate: load * servers, meanService: 1, servers };
    const station = { servers, load, service: EXPONENTIAL };
    const common = { system: `M/M/${servers}, load ${load}`, unit: 's' as const, theory: 'Erlang C' };
    const quantile = (p: number, relaxations: number): TheoryCase => ({
      ...common,
      metric: `p${Math.round(100 * p)} of sojourn`,
      exact: mmcSojournQuantile(markov, p),
      replicate: (simulation) => observe(simulation, station, relaxations).sojourns.quantile(p)!,
    });
    return [
      { ...common, metric: 'mean sojourn', exact: mmc(markov).meanSojourn, replicate: meanSojourn(station) },
      quantile(0.95, P95_RELAXATIONS),
      quantile(0.99, P99_RELAXATIONS),
    ];
  });
  const heavy = [1, 4].map((servers) => ({
    system: `M/M/${servers}, load 0.9`,
    metric: 'mean sojourn',
    unit: 's' as const,
    theory: 'Erlang C',
    exact: mmc({ arrivalRate: 0.9 * servers, meanService: 1, servers }).meanSojourn,
    replicate: meanSojourn({ servers, load: 0.9, service: EXPONENTIAL }),
  }));
  return [...sojourns, ...heavy];
}

const SERVICES: readonly {
  readonly name: string;
  readonly service: DistributionSpec;
  readonly memory: number;
}[] = [
  { name: 'constant', service: { kind: 'constant', value: 1 }, memory: 1 },
  { name: 'Erlang-3', service: { kind: 'erlang', mean: 1, shape: 3 }, memory: 1 },
  { name: 'uniform', service: { kind: 'uniform', min: 0, max: 2 }, memory: 1 },
  { name: 'lognormal cv 1.5', service: { kind: 'lognormal', mean: 1, cv: 1.5 }, memory: 3 },
  { name: 'hyperexp. cv 2', service: { kind: 'hyperexponential', mean: 1, cv: 2 }, memory: 4 },
];

/** M/G/1 and M/D/1, first come first served. */
export function generalServiceCases(): TheoryCase[] {
  return SERVICES.map(({ name, service, memory }) => ({
    system: name === 'constant' ? 'M/D/1, load 0.7' : `M/G/1 ${name}, load 0.7`,
    metric: 'mean sojourn',
    unit: 's',
    theory: 'Pollaczek-Khinchine',
    exact: mg1(0.7, 1, createDistribution(service).variance).meanSojourn,
    replicate: meanSojourn({ load: 0.7, service, servers: 1, memory }),
  }));
}

/** M/G/1 under processor sharing, which no distribution of one mean may change. */
export function sharingCases(): TheoryCase[] {
  return SERVICES.filter(({ name }) => name !== 'uniform').map(({ name, service, memory }) => ({
    system: `M/G/1-PS ${name}, load 0.7`,
    metric: 'mean sojourn',
    unit: 's',
    theory: 'insensitivity of PS',
    exact: mg1Sharing(0.7, 1).meanSojourn,
    replicate: meanSojourn({ load: 0.7, service, servers: 1, discipline: 'ps', memory }),
  }));
}

/** M/M/c/K: refusals, and the time of those admitted. */
export function limitedQueueCases(): TheoryCase[] {
  return [
    { servers: 1, load: 0.9, capacity: 6 },
    { servers: 3, load: 2, capacity: 7 },
  ].flatMap(({ servers, load, capacity }) => {
    const exact = mmck({ arrivalRate: load * servers, meanService: 1, servers }, capacity);
    const station = { servers, load, service: EXPONENTIAL, queueLimit: capacity - servers };
    const common = { system: `M/M/${servers}/${capacity}, load ${load}`, theory: 'birth-death process' };
    return [
      {
        ...common,
        metric: 'refused',
        unit: 'share' as const,
        exact: exact.refused,
        replicate: (simulation: Simulation) => observe(simulation, station, LIMITED_RELAXATIONS).refusedShare,
      },
      {
        ...common,
        metric: 'sojourn of admitted',
        unit: 's' as const,
        exact: exact.meanSojourn,
        replicate: meanSojourn(station, LIMITED_RELAXATIONS),
      },
    ];
  });
}
