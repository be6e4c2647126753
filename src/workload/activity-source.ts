import type { Simulation } from '../engine/index.js';
import type { ActivityModel } from '../model/schema.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { CyclicSchedule } from './cyclic-schedule.js';
import { SpreadSchedule } from './spread-schedule.js';

interface ActivitySourceOptions {
  readonly name: string;
  readonly activity: ActivityModel;
  readonly clients: ClientTable;
  readonly population: PopulationRange;
  /** Whether a client belongs to those who do it. */
  readonly takesPart: (client: number) => boolean;
  readonly ask: (client: number) => void;
  /** Whether a client is offline and stays so until a time, where that can be told. */
  readonly staysOffline: ((client: number, time: number) => boolean) | null;
  /** It was due while the client was offline; possibly told before it is due. */
  readonly missed: (client: number) => void;
}

/** One activity of one population: decides who asks and when, and leaves the asking to others. */
export class ActivitySource {
  private readonly chance;
  private readonly spread;
  /** Clients for whom it was due and that have yet to ask. */
  private readonly delayed: SpreadSchedule;

  constructor(
    private readonly simulation: Simulation,
    private readonly options: ActivitySourceOptions,
  ) {
    const { name, activity } = options;
    this.chance = simulation.stream(`${name}/chance`);
    this.spread = simulation.stream(`${name}/spread`);
    this.delayed = new SpreadSchedule(simulation, (client) => this.askIfOnline(client));
    if (activity.arrivals === 'periodic') this.startPeriodic();
    else this.startPoisson();
  }

  private startPeriodic(): void {
    const { name, activity, clients, population, takesPart } = this.options;
    const phases = this.simulation.stream(`${name}/phase`);
    new CyclicSchedule(this.simulation, {
      first: population.first,
      count: population.count,
      periodSeconds: activity.period,
      phase: () => phases.uniform(),
      leavesOut: (client) => !takesPart(client),
      ...this.skipping(),
      touch: (client) => clients.touch(client),
      due: (client) => this.due(client),
    });
  }

  /** Who does nothing when its time comes: found ahead of it, that is no event. */
  private skipping(): { skips?: (client: number, time: number) => boolean } {
    const { activity, staysOffline, missed } = this.options;
    // With a spread the time at which a client asks is drawn when it is due.
    const isAway = activity.spread > 0 ? null : staysOffline;
    if (isAway === null && activity.probability === 1) return {};
    return {
      skips: (client, time) => {
        if (this.isIdle()) return true;
        if (isAway === null || !isAway(client, time)) return false;
        missed(client);
        return true;
      },
    };
  }

  /** The superposition of many clients at random times: one Poisson process of the whole population's rate. */
  private startPoisson(): void {
    const { name, activity, population, takesPart } = this.options;
    if (population.count === 0) return;
    const arrivals = this.simulation.stream(`${name}/arrivals`);
    const mean = activity.period / population.count;
    const handler = this.simulation.handler(() => {
      this.simulation.schedule(arrivals.exponential(mean), handler, 0);
      const client = population.first + arrivals.integer(population.count);
      if (takesPart(client) && !this.isIdle()) this.due(client);
    });
    this.simulation.schedule(arrivals.exponential(mean), handler, 0);
  }

  /** Whether there is nothing to do this time. */
  private isIdle(): boolean {
    const { probability } = this.options.activity;
    return probability < 1 && this.chance.uniform() >= probability;
  }

  private due(client: number): void {
    const { activity } = this.options;
    if (activity.spread > 0) {
      this.delayed.add(client, this.spread.uniform() * activity.spread);
    } else this.askIfOnline(client);
  }

  private askIfOnline(client: number): void {
    if (this.options.clients.online.get(client) === 1) this.options.ask(client);
    else this.options.missed(client);
  }
}
