import type { Simulation } from '../../engine/index.js';

/** A time in which an instance got new connections and had no channel, seconds of the simulated time. */
export interface Outage {
  /** Number of the instance among those of all gateways. */
  readonly vm: number;
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
  /** Why its channels could not be built, where the network rules say so. */
  readonly reason: string | null;
}

/** Whether an instance gets new connections, and whether one of its channels is up. */
export interface Reach {
  readonly getsConnections: boolean;
  readonly hasChannel: boolean;
  readonly reason: string | null;
}

/** Times in which instances that get new connections have no channel to any connection point. */
export class Outages {
  readonly ended: Outage[] = [];
  private readonly open = new Map<number, Outage>();

  constructor(private readonly simulation: Simulation) {}

  /** An instance's channels have changed, or its place in the load balancer's rotation. */
  update(vm: number, { getsConnections, hasChannel, reason }: Reach): void {
    const open = this.open.get(vm);
    const isOut = getsConnections && !hasChannel;
    const { now } = this.simulation;
    if (isOut && (open === undefined || (open.reason === null && reason !== null)))
      this.open.set(vm, { vm, from: open?.from ?? now, to: null, reason });
    if (isOut || open === undefined) return;
    this.open.delete(vm);
    if (now > open.from) this.ended.push({ ...open, to: now });
  }

  /** All of them, in order of their beginning, those that still last included. */
  all(): Outage[] {
    return [...this.ended, ...this.open.values()].sort((a, b) => a.from - b.from || a.vm - b.vm);
  }
}
