import type { ResourceTotals } from './resource.js';
import type { Simulation } from './simulation.js';

/** The counters and time integrals of one resource. */
export class ResourceMeter {
  arrivals = 0;
  started = 0;
  completions = 0;
  refused = 0;
  withdrawn = 0;
  maxQueue = 0;
  private time: number;
  private busySeconds = 0;
  private queueSeconds = 0;
  private capacityTime: number;
  private capacitySeconds = 0;

  constructor(private readonly simulation: Simulation) {
    this.time = simulation.now;
    this.capacityTime = simulation.now;
  }

  /** Integrates the levels that held since the last call; call it before a level changes. */
  integrate(busy: number, queue: number): void {
    this.integrateUntil(this.simulation.now, busy, queue);
  }

  /** The same for a level that changed at a time between the last call and now. */
  integrateUntil(time: number, busy: number, queue: number): void {
    const elapsed = time - this.time;
    if (elapsed === 0) return;
    this.time = time;
    this.busySeconds += busy * elapsed;
    this.queueSeconds += queue * elapsed;
  }

  /** Integrates the number of servers that held since the last call; call it before that number changes. */
  integrateCapacity(servers: number, time = this.simulation.now): void {
    const elapsed = time - this.capacityTime;
    if (elapsed === 0) return;
    this.capacityTime = time;
    this.capacitySeconds += servers * elapsed;
  }

  /** Notes the length of the queue after it grew. */
  noteQueue(length: number): void {
    if (length > this.maxQueue) this.maxQueue = length;
  }

  /**
   * Totals as of now.
   * @param waitSeconds summed waiting as the resource defines it, from the integral of its queue
   */
  totals(
    levels: {
      readonly busy: number;
      readonly queue: number;
      readonly servers: number;
      readonly inProgress: number;
    },
    waitSeconds: (queueSeconds: number) => number,
  ): ResourceTotals {
    this.integrate(levels.busy, levels.queue);
    this.integrateCapacity(levels.servers);
    return {
      time: this.simulation.now,
      busySeconds: this.busySeconds,
      queueSeconds: this.queueSeconds,
      capacitySeconds: this.capacitySeconds,
      arrivals: this.arrivals,
      completions: this.completions,
      refused: this.refused,
      withdrawn: this.withdrawn,
      inProgress: levels.inProgress,
      waitSeconds: waitSeconds(this.queueSeconds),
      started: this.started,
    };
  }
}
