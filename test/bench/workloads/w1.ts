import { ServerPool } from '../../../src/engine/index.js';
import { Histogram } from './histogram.js';
import { createSimulation, runToEnd, type WorkloadOptions, type WorkloadResult } from './workload.js';

/** Customers in the system at most. */
const ROOM = 2 ** 16;

/** W1: M/M/1 at load 0.9, mean time in system 10; two events a customer. */
export function w1(options: WorkloadOptions): WorkloadResult {
  return runToEnd(new Queue(options), 2 * options.jobs);
}

class Queue {
  readonly simulation;
  readonly times = new Histogram();
  private readonly arrivals;
  private readonly services;
  private readonly station;
  private readonly arrival;
  private readonly arrivedAt = new Float64Array(ROOM);
  private readonly jobs;
  private arrived = 0;

  constructor(options: WorkloadOptions) {
    const simulation = createSimulation(options);
    this.simulation = simulation;
    this.jobs = options.jobs;
    this.arrivals = simulation.stream('arrivals');
    this.services = simulation.stream('services');
    this.station = new ServerPool(simulation, {
      name: 'station',
      servers: 1,
      done: (customer) => this.leave(customer),
    });
    this.arrival = simulation.handlerOf(this, this.arrive);
    simulation.schedule(this.arrivals.exponential(1 / 0.9), this.arrival, 0);
  }

  private arrive(): void {
    const customer = this.arrived++ % ROOM;
    this.arrivedAt[customer] = this.simulation.now;
    this.station.enter(customer, this.services.exponential(1));
    if (this.arrived < this.jobs)
      this.simulation.schedule(this.arrivals.exponential(1 / 0.9), this.arrival, 0);
  }

  private leave(customer: number): void {
    this.times.add(this.simulation.now - this.arrivedAt[customer]!);
  }
}
