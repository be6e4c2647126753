import { ServerPool, type Simulation } from '../../engine/index.js';
import { jackson, machineRepair, meanValueAnalysis } from '../../measure/theory.js';
import { Customers, relaxationCustomers, timeAverage } from './customers.js';
import type { TheoryCase } from './theory-case.js';

interface OpenNetwork {
  readonly arrivalRate: number;
  readonly meanServices: readonly number[];
  readonly servers: readonly number[];
  readonly routing: readonly (readonly number[])[];
}

/** Mean time of customers that enter at station 0 and wander until they leave. */
function networkSojourn(simulation: Simulation, network: OpenNetwork): number {
  const { arrivalRate, meanServices, servers, routing } = network;
  const route = simulation.stream('route');
  const service = simulation.stream('service');
  const enter = (station: number, job: number): boolean =>
    stations[station]!.enter(job, service.exponential(meanServices[station]!));
  const goOn = (station: number, job: number): void => {
    let left = route.uniform();
    for (const [next, probability] of routing[station]!.entries()) {
      left -= probability;
      if (left < 0) {
        enter(next, job);
        return;
      }
    }
    customers.leave(job);
  };
  const stations: ServerPool[] = meanServices.map(
    (_, station) =>
      new ServerPool(simulation, {
        name: `station ${station}`,
        servers: servers[station]!,
        done: (job) => goOn(station, job),
      }),
  );
  const relaxation = 2 * relaxationCustomers(0.8, 4);
  const customers: Customers = new Customers(simulation, {
    rate: arrivalRate,
    warmup: Math.ceil(12 * relaxation),
    measured: Math.ceil(300 * relaxation),
    enter: (job) => enter(0, job),
  });
  return customers.run().sojourns.mean!;
}

const NETWORKS: readonly (OpenNetwork & { readonly name: string })[] = [
  {
    name: 'tandem of M/M/1 and M/M/2',
    arrivalRate: 0.8,
    meanServices: [1, 1.75],
    servers: [1, 2],
    routing: [
      [0, 1],
      [0, 0],
    ],
  },
  {
    name: 'M/M/1 with feedback 0.25, load 0.8',
    arrivalRate: 0.6,
    meanServices: [1],
    servers: [1],
    routing: [[0.25]],
  },
  {
    name: 'three stations with loops',
    arrivalRate: 0.5,
    meanServices: [1, 2, 2.5],
    servers: [1, 2, 1],
    routing: [
      [0, 0.5, 0.2],
      [0.4, 0, 0.2],
      [0.3, 0.3, 0],
    ],
  },
];

/** Open Jackson networks. */
export function openNetworkCases(): TheoryCase[] {
  return NETWORKS.map(({ name, ...network }) => ({
    system: name,
    metric: 'mean sojourn',
    unit: 's',
    theory: 'Jackson network',
    exact: jackson({
      ...network,
      arrivalRates: network.meanServices.map((_, i) => (i === 0 ? network.arrivalRate : 0)),
    }).meanSojourn,
    replicate: (simulation) => networkSojourn(simulation, network),
  }));
}

/** Machines that run, fail and queue for repair. */
function machinesDown(simulation: Simulation, machines: number, repairers: number, meanUp: number): number {
  const up = simulation.stream('up');
  const repair = simulation.stream('repair');
  const fail = simulation.handler((machine) => pool.enter(machine, repair.exponential(1)));
  const pool: ServerPool = new ServerPool(simulation, {
    name: 'repair',
    servers: repairers,
    done: (machine) => simulation.schedule(up.exponential(meanUp), fail, machine),
  });
  for (let machine = 0; machine < machines; machine++)
    simulation.schedule(up.exponential(meanUp), fail, machine);
  return timeAverage(simulation, 20 * (meanUp + machines), 1000 * (meanUp + machines), () => {
    const totals = pool.totals();
    return totals.busySeconds + totals.queueSeconds;
  });
}

/** Users who think, then use a processor (shared) and a disk (in line). */
function interactiveThroughput(
  simulation: Simulation,
  users: number,
  demands: readonly number[],
  think: number,
): number {
  const thinking = simulation.stream('think');
  const [cpuTime, diskTime] = [simulation.stream('cpu'), simulation.stream('disk')];
  const submit = simulation.handler((user) => cpu.enter(user, cpuTime.exponential(demands[0]!)));
  const cpu: ServerPool = new ServerPool(simulation, {
    name: 'cpu',
    servers: 1,
    discipline: 'ps',
    done: (user) => disk.enter(user, diskTime.exponential(demands[1]!)),
  });
  const disk: ServerPool = new ServerPool(simulation, {
    name: 'disk',
    servers: 1,
    done: (user) => simulation.schedule(thinking.exponential(think), submit, user),
  });
  for (let user = 0; user < users; user++) simulation.schedule(thinking.exponential(think), submit, user);
  return timeAverage(simulation, 500, 10_000, () => disk.totals().completions);
}

/** Closed systems: machine repair and an interactive computer. */
export function closedCases(): TheoryCase[] {
  const repairs = [
    { machines: 5, repairers: 2, meanUp: 10 },
    { machines: 20, repairers: 3, meanUp: 8 },
  ].map(
    ({ machines, repairers, meanUp }): TheoryCase => ({
      system: `${machines} machines, ${repairers} repairers`,
      metric: 'mean number down',
      unit: 'jobs',
      theory: 'machine repair',
      exact: machineRepair(machines, repairers, meanUp, 1).meanDown,
      replicate: (simulation) => machinesDown(simulation, machines, repairers, meanUp),
    }),
  );
  const demands = [0.6, 1];
  return [
    ...repairs,
    {
      system: '12 users, processor and disk',
      metric: 'throughput',
      unit: 'per second',
      theory: 'mean value analysis',
      exact: meanValueAnalysis(12, demands, 10).throughput,
      replicate: (simulation) => interactiveThroughput(simulation, 12, demands, 10),
    },
  ];
}
