import {
  type Resource,
  type ResourceTotals,
  requireCount,
  requireLimit,
  requireNotNegative,
} from './resource.js';
import { FirstComeStation } from './server-pool/first-come.js';
import { SharingStation } from './server-pool/processor-sharing.js';
import type { Simulation } from './simulation.js';

export interface ServerPoolOptions {
  readonly name: string;
  /** Servers, a whole number. */
  readonly servers: number;
  /** 'fcfs' (default): first come, first served. 'ps': all n jobs at once, each at min(1, servers / n) of the speed. */
  readonly discipline?: 'fcfs' | 'ps';
  /** Jobs that may be in the pool beyond its servers; further ones are refused (default Infinity). */
  readonly queueLimit?: number;
  /** Work done in a second by one server (default 1); 0 is a pause. */
  readonly speed?: number;
  /** Called with each job whose service has ended, after the pool has gone on to its next job. */
  readonly done: (job: number) => void;
}

/**
 * Servers with a queue, under first come first served or processor sharing.
 *
 * A job is a 32-bit integer of the caller's. Entering an idle server costs one event, the completion; entering a
 * queue costs none. A service of 0 on an idle server completes within `enter`, before it returns, except when that
 * has already happened 8 calls deep in this pool: then by an event at the same time.
 */
export class ServerPool implements Resource {
  readonly kind: string;
  readonly name: string;
  private readonly station: FirstComeStation | SharingStation;

  /** Throws a RangeError on a number of servers, limit or speed that cannot be. */
  constructor(simulation: Simulation, options: ServerPoolOptions) {
    const { name, servers, discipline = 'fcfs', queueLimit = Infinity, speed = 1, done } = options;
    this.name = name;
    requireCount(name, 'servers', servers);
    requireLimit(name, queueLimit);
    requireSpeed(name, speed);
    this.kind = `server-pool/${discipline}`;
    const Station = discipline === 'ps' ? SharingStation : FirstComeStation;
    this.station = new Station(simulation, name, servers, queueLimit, speed, done);
  }

  /** Brings a job with its service time at speed 1; false when it was refused because the queue is full. */
  enter(job: number, serviceSeconds: number): boolean {
    return this.station.enter(job, serviceSeconds);
  }

  /** Jobs in service (processor sharing: servers in use). */
  get busy(): number {
    return this.station.busy;
  }

  /** Jobs waiting (processor sharing: jobs beyond the servers). */
  get queueLength(): number {
    return this.station.queueLength;
  }

  /** Servers now; those withdrawn under a job count until it is done. */
  get servers(): number {
    return this.station.servers;
  }

  get maxQueue(): number {
    return this.station.maxQueue;
  }

  /** Changes the number of servers. Under 'fcfs' a withdrawn server first finishes its job. */
  setServers(servers: number): void {
    requireCount(this.name, 'servers', servers);
    this.station.setServers(servers);
  }

  /** Changes the speed; work in progress goes on at the new speed, 0 pauses it. */
  setSpeed(speed: number): void {
    requireSpeed(this.name, speed);
    this.station.setSpeed(speed);
  }

  /** Drops every job, in service and waiting, then calls `visit` with each of them. */
  evict(visit: (job: number) => void): void {
    for (const job of this.station.evict()) visit(job);
  }

  resetMaximum(): void {
    this.station.maxQueue = this.station.queueLength;
  }

  totals(): ResourceTotals {
    return this.station.totals();
  }
}

function requireSpeed(name: string, speed: number): void {
  requireNotNegative(name, 'speed', speed);
  if (speed === Infinity)
    throw new RangeError(`${name}: speed must be finite; give jobs a service of 0 instead`);
}
