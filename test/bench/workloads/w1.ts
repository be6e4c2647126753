import { ServerPool } from '../../../src/engine/index.js';
import { Histogram } from './histogram.js';
import { createSimulation, type WorkloadOptions, type WorkloadResult } from './workload.js';

/** W1: M/M/1 at load 0.9, mean time in system 10; two events a customer. */
export function w1(options: WorkloadOptions): WorkloadResult {
  const { jobs } = options;
  const simulation = createSimulation(options);
  const arrivals = simulation.stream('arrivals');
  const services = simulation.stream('services');
  const arrivedAt = new Float64Array(2 ** 16);
  const times = new Histogram();
  const station = new ServerPool(simulation, {
    name: 'station',
    servers: 1,
    done: (customer) => times.add(simulation.now - arrivedAt[customer]!),
  });
  let arrived = 0;
  const arrive = simulation.handler(() => {
    const customer = arrived++ % arrivedAt.length;
    arrivedAt[customer] = simulation.now;
    station.enter(customer, services.exponential(1));
    if (arrived < jobs) simulation.schedule(arrivals.exponential(1 / 0.9), arrive, 0);
  });
  simulation.schedule(arrivals.exponential(1 / 0.9), arrive, 0);
  simulation.run(Infinity);
  return { events: 2 * jobs, mean: times.mean(), p99: times.quantile(0.99) };
}
