import { createDistribution, ServerBank } from '../../../src/engine/index.js';
import { Histogram } from './histogram.js';
import { createSimulation, runToEnd, type WorkloadOptions, type WorkloadResult } from './workload.js';

/** Requests in flight at most, a scale of 1. */
const ROOM = 2 ** 12;

/**
 * W2: a small gateway, five events a request, times in milliseconds. Poisson 6.8 a ms; VM (16 stations of 2 servers,
 * exponential 1.6), channel (4 of 32 slots, 10 + exponential 2), backend (8 servers, lognormal mean 1, cv 1.5), the
 * same VM again. `scale` multiplies arrivals and stations.
 */
export function w2(options: WorkloadOptions): WorkloadResult {
  return runToEnd(new Gateway(options), 5 * options.jobs);
}

class Gateway {
  readonly simulation;
  readonly times = new Histogram();
  private readonly arrivals;
  private readonly routing;
  private readonly vmTimes;
  private readonly channelTimes;
  private readonly backendTimes;
  private readonly backendService = createDistribution({ kind: 'lognormal', mean: 1, cv: 1.5 });
  private readonly vms;
  private readonly channels;
  private readonly backends;
  private readonly arrival;
  private readonly arrivedAt;
  private readonly vmOf;
  private readonly isReturning;
  private readonly free;
  private freeCount = 0;
  private used = 0;
  private readonly jobs;
  private readonly interarrival;
  private arrived = 0;

  constructor(options: WorkloadOptions) {
    const { jobs, scale } = options;
    const simulation = createSimulation(options);
    this.simulation = simulation;
    this.jobs = jobs;
    this.interarrival = 1 / (6.8 * scale);
    this.arrivals = simulation.stream('arrivals');
    this.routing = simulation.stream('routing');
    this.vmTimes = simulation.stream('vm');
    this.channelTimes = simulation.stream('channel');
    this.backendTimes = simulation.stream('backend');
    this.arrivedAt = new Float64Array(ROOM * scale);
    this.vmOf = new Int32Array(ROOM * scale);
    this.isReturning = new Uint8Array(ROOM * scale);
    this.free = new Int32Array(ROOM * scale);
    this.vms = new ServerBank(simulation, { done: (request, vm) => this.leaveVm(request, vm) });
    this.channels = new ServerBank(simulation, { done: (request) => this.leaveChannel(request) });
    this.backends = new ServerBank(simulation, { done: (request) => this.leaveBackend(request) });
    for (let vm = 0; vm < 16 * scale; vm++) this.vms.add({ name: `vm ${vm}`, servers: 2 });
    for (let channel = 0; channel < 4 * scale; channel++)
      this.channels.add({ name: `channel ${channel}`, servers: 32 });
    for (let backend = 0; backend < scale; backend++)
      this.backends.add({ name: `backend ${backend}`, servers: 8 });
    this.arrival = simulation.handlerOf(this, this.arrive);
    simulation.schedule(this.arrivals.exponential(this.interarrival), this.arrival, 0);
  }

  private arrive(): void {
    if (++this.arrived < this.jobs)
      this.simulation.schedule(this.arrivals.exponential(this.interarrival), this.arrival, 0);
    const request = this.freeCount > 0 ? this.free[--this.freeCount]! : this.used++;
    const vm = this.routing.integer(this.vms.count);
    this.arrivedAt[request] = this.simulation.now;
    this.vmOf[request] = vm;
    this.isReturning[request] = 0;
    this.vms.enter(vm, request, this.vmTimes.exponential(1.6));
  }

  private leaveVm(request: number, vm: number): void {
    if (this.isReturning[request] === 1) {
      this.times.add(this.simulation.now - this.arrivedAt[request]!);
      this.free[this.freeCount++] = request;
    } else {
      this.channels.enter(vm % this.channels.count, request, 10 + this.channelTimes.exponential(2));
    }
  }

  private leaveChannel(request: number): void {
    const backend = this.vmOf[request]! % this.backends.count;
    this.backends.enter(backend, request, this.backendService.sample(this.backendTimes));
  }

  private leaveBackend(request: number): void {
    this.isReturning[request] = 1;
    this.vms.enter(this.vmOf[request]!, request, this.vmTimes.exponential(1.6));
  }
}
