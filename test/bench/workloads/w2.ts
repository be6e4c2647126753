import { createDistribution, ServerBank } from '../../../src/engine/index.js';
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
  const free = new Int32Array(ROOM * scale);
  let freeCount = 0;
  let used = 0;

  const vms = new ServerBank(simulation, {
    done: (request, vm) => {
      if (isReturning[request] === 1) {
        times.add(simulation.now - arrivedAt[request]!);
        free[freeCount++] = request;
      } else {
        channels.enter(vm % channels.count, request, 10 + channelTimes.exponential(2));
      }
    },
  });
  const channels = new ServerBank(simulation, {
    done: (request) => {
      backends.enter(vmOf[request]! % backends.count, request, backendService.sample(backendTimes));
    },
  });
  const backends = new ServerBank(simulation, {
    done: (request) => {
      isReturning[request] = 1;
      vms.enter(vmOf[request]!, request, vmTimes.exponential(1.6));
    },
  });
  for (let index = 0; index < 16 * scale; index++) vms.add({ name: `vm ${index}`, servers: 2 });
  for (let index = 0; index < 4 * scale; index++) channels.add({ name: `channel ${index}`, servers: 32 });
  for (let index = 0; index < scale; index++) backends.add({ name: `backend ${index}`, servers: 8 });

  let arrived = 0;
  const interarrival = 1 / (6.8 * scale);
  const arrive = simulation.handler(() => {
    arrived++;
    if (arrived < jobs) simulation.schedule(arrivals.exponential(interarrival), arrive, 0);
    const request = freeCount > 0 ? free[--freeCount]! : used++;
    const vm = routing.integer(vms.count);
    arrivedAt[request] = simulation.now;
    vmOf[request] = vm;
    isReturning[request] = 0;
    vms.enter(vm, request, vmTimes.exponential(1.6));
  });
  simulation.schedule(arrivals.exponential(interarrival), arrive, 0);
  simulation.run(Infinity);
  return { events: 5 * jobs, mean: times.mean(), p99: times.quantile(0.99) };
}
