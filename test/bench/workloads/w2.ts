import { createDistribution, ServerPool } from '../../../src/engine/index.js';
import { Histogram } from './histogram.js';
import { createSimulation, type WorkloadOptions, type WorkloadResult } from './workload.js';

/** Requests in flight at most, a scale of 1. */
const ROOM = 2 ** 12;

/**
 * W2: a small gateway, five events a request, times in milliseconds. Poisson 6.8 a ms; VM (16 stations of 2 servers,
 * exponential 1.6), channel (4 of 32 slots, 10 + exponential 2), backend (8 servers, lognormal mean 1, cv 1.5), the
 * same VM again. `scale` multiplies arrivals and stations.
 */
export function w2(options: WorkloadOptions): WorkloadResult {
  const { jobs, scale } = options;
  const simulation = createSimulation(options);
  const arrivals = simulation.stream('arrivals');
  const routing = simulation.stream('routing');
  const vmTimes = simulation.stream('vm');
  const channelTimes = simulation.stream('channel');
  const backendTimes = simulation.stream('backend');
  const backendService = createDistribution({ kind: 'lognormal', mean: 1, cv: 1.5 });
  const times = new Histogram();

  const arrivedAt = new Float64Array(ROOM * scale);
  const vmOf = new Int32Array(ROOM * scale);
  const isReturning = new Uint8Array(ROOM * scale);
  const free = Int32Array.from({ length: ROOM * scale }, (_, index) => index);
  let freeCount = free.length;

  const pools = (count: number, servers: number, done: (request: number) => void) =>
    Array.from(
      { length: count },
      (_, index) => new ServerPool(simulation, { name: `${index}`, servers, done }),
    );
  const vms = pools(16 * scale, 2, (request) => {
    if (isReturning[request] === 1) {
      times.add(simulation.now - arrivedAt[request]!);
      free[freeCount++] = request;
    } else {
      channels[vmOf[request]! % channels.length]!.enter(request, 10 + channelTimes.exponential(2));
    }
  });
  const channels = pools(4 * scale, 32, (request) => {
    backends[vmOf[request]! % backends.length]!.enter(request, backendService.sample(backendTimes));
  });
  const backends = pools(scale, 8, (request) => {
    isReturning[request] = 1;
    vms[vmOf[request]!]!.enter(request, vmTimes.exponential(1.6));
  });

  let arrived = 0;
  const interarrival = 1 / (6.8 * scale);
  const arrive = simulation.handler(() => {
    arrived++;
    if (arrived < jobs) simulation.schedule(arrivals.exponential(interarrival), arrive, 0);
    const request = free[--freeCount]!;
    const vm = routing.integer(vms.length);
    arrivedAt[request] = simulation.now;
    vmOf[request] = vm;
    isReturning[request] = 0;
    vms[vm]!.enter(request, vmTimes.exponential(1.6));
  });
  simulation.schedule(arrivals.exponential(interarrival), arrive, 0);
  simulation.run(Infinity);
  return { events: 5 * jobs, mean: times.mean(), p99: times.quantile(0.99) };
}
