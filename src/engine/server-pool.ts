import { type Resource, type ResourceTotals, requireCount, requireLimit } from './resource.js';
import { requireSpeed, ServerBank } from './server-bank.js';
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

/** Number of the pool in its bank. */
const ONLY = 0;

/**
 * Servers with a queue, under first come first served or processor sharing: one station, where a `ServerBank` is many.
 * Under first come first served it is a bank of one, and behaves as that says.
 */
export class ServerPool implements Resource {
  readonly name: string;
  readonly kind: string;
  private readonly bank: ServerBank;
  private readonly sharing: SharingStation | null;

  /** Throws a RangeError on a number of servers, limit or speed that cannot be. */
  constructor(simulation: Simulation, options: ServerPoolOptions) {
    const { name, servers, discipline = 'fcfs', queueLimit = Infinity, speed = 1, done } = options;
    this.name = name;
    this.kind = `server-pool/${discipline}`;
    this.bank = new ServerBank(simulation, { done });
    if (discipline === 'fcfs') {
      this.sharing = null;
      this.bank.add({ name, servers, queueLimit, speed });
      return;
    }
    requireCount(name, 'servers', servers);
    requireLimit(name, queueLimit);
    requireSpeed(name, speed);
    this.sharing = new SharingStation(simulation, name, servers, queueLimit, speed, done);
  }

  /** Brings a job with its service time at speed 1; false when it was refused because the queue is full. */
  enter(job: number, serviceSeconds: number): boolean {
    if (this.sharing !== null) return this.sharing.enter(job, serviceSeconds);
    return this.bank.enter(ONLY, job, serviceSeconds);
  }

  /** Jobs in service (processor sharing: servers in use). */
  get busy(): number {
    return this.sharing === null ? this.bank.busy(ONLY) : this.sharing.busy;
  }

  /** Jobs waiting (processor sharing: jobs beyond the servers). */
  get queueLength(): number {
    return this.sharing === null ? this.bank.queueLength(ONLY) : this.sharing.queueLength;
  }

  /** Servers now; those withdrawn under a job count until it is done. */
  get servers(): number {
    return this.sharing === null ? this.bank.servers(ONLY) : this.sharing.servers;
  }

  get maxQueue(): number {
    return this.sharing === null ? this.bank.maxQueue(ONLY) : this.sharing.maxQueue;
  }

  /** Changes the number of servers. Under 'fcfs' a withdrawn server first finishes its job. */
  setServers(servers: number): void {
    requireCount(this.name, 'servers', servers);
    if (this.sharing === null) this.bank.setServers(ONLY, servers);
    else this.sharing.setServers(servers);
  }

  /** Changes the speed; work in progress goes on at the new speed, 0 pauses it. */
  setSpeed(speed: number): void {
    requireSpeed(this.name, speed);
    if (this.sharing === null) this.bank.setSpeed(ONLY, speed);
    else this.sharing.setSpeed(speed);
  }

  /** Drops every job, in service and waiting, then calls `visit` with each of them. */
  evict(visit: (job: number) => void): void {
    if (this.sharing === null) this.bank.evict(ONLY, visit);
    else for (const job of this.sharing.evict()) visit(job);
  }

  resetMaximum(): void {
    if (this.sharing === null) this.bank.resetMaximum(ONLY);
    else this.sharing.resetMaximum();
  }

  totals(): ResourceTotals {
    return this.sharing === null ? this.bank.totals(ONLY) : this.sharing.totals();
  }
}
