import type { RandomStream, Simulation } from '../engine/index.js';
import type { ActivityModel } from '../model/schema.js';
import { ActivityPast, type PastListener } from './activity-past.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { type CyclicMembers, CyclicSchedule } from './cyclic-schedule.js';
import type { LastAsked } from './last-asked.js';
import type { PolicyPast } from './policy-past.js';
import type { Presence } from './presence.js';
import type { OfflineSpan } from './sessions.js';
import { SpreadSchedule } from './spread-schedule.js';

/** Who hears what is due. Request classes are indices into `requestClasses`. */
export interface ActivityListener {
  /** A client that is online asks for something. */
  ask(client: number, requestClass: number): void;
  /** It was due while the client was offline; possibly told before it is due. */
  missed(client: number, requestClass: number): void;
}

interface ActivitySourceOptions {
  readonly name: string;
  readonly activity: ActivityModel;
  readonly requestClass: number;
  readonly clients: ClientTable;
  readonly population: PopulationRange;
  /** Whether a client belongs to those who do it. */
  readonly takesPart: (client: number) => boolean;
  /** Whether a client is offline and stays so until a time, where that can be told. */
  readonly offline: OfflineSpan | null;
  /** Who is online at time 0, and since when. */
  readonly presence: Presence;
  readonly lastAsked: LastAsked;
  /** Hears of policy requests before time 0; null for other activities, or where it does not matter. */
  readonly policyPast: PolicyPast | null;
  readonly listener: ActivityListener;
}

/** One activity of one population: decides who asks and when, and leaves the asking to others. */
export class ActivitySource implements CyclicMembers, PastListener {
  readonly first: number;
  readonly count: number;
  readonly periodSeconds: number;
  private readonly activity: ActivityModel;
  private readonly requestClass: number;
  private readonly clients: ClientTable;
  private readonly takesPart: (client: number) => boolean;
  private readonly listener: ActivityListener;
  /** Tells ahead of time who will be offline; null where that does not decide whether a client asks. */
  private readonly offline: OfflineSpan | null;
  private readonly phases: RandomStream;
  private readonly chance: RandomStream;
  private readonly spread: RandomStream;
  /** Clients for whom it was due and that have yet to ask. */
  private readonly waiting: SpreadSchedule;
  /** What happened before time 0, told with the phases; nothing afterwards, as it takes memory for each client. */
  private past: ActivityPast | null;
  private presence: Presence | null;
  private lastAsked: LastAsked | null;

  constructor(
    private readonly simulation: Simulation,
    options: ActivitySourceOptions,
  ) {
    const { name, activity, population } = options;
    this.first = population.first;
    this.count = population.count;
    this.periodSeconds = activity.period;
    this.activity = activity;
    this.requestClass = options.requestClass;
    this.clients = options.clients;
    this.takesPart = options.takesPart;
    this.listener = options.listener;
    // With a spread the time at which a client asks is drawn when it is due.
    this.offline = activity.spread > 0 ? null : options.offline;
    this.phases = simulation.stream(`${name}/phase`);
    this.chance = simulation.stream(`${name}/chance`);
    this.spread = simulation.stream(`${name}/spread`);
    this.waiting = new SpreadSchedule(simulation, (client) => this.askIfOnline(client));
    this.past = new ActivityPast(activity, simulation.stream(`${name}/past`), this, options.policyPast);
    this.presence = options.presence;
    this.lastAsked = options.lastAsked;
    if (activity.arrivals === 'periodic') new CyclicSchedule(simulation, this);
    else this.startPoisson(name);
    this.past = this.presence = this.lastAsked = null;
  }

  phase(client: number): number {
    const phase = this.phases.uniform();
    this.tellPast(client, phase);
    return phase;
  }

  asked(client: number, secondsAgo: number): void {
    this.lastAsked?.note(client, this.requestClass, secondsAgo);
  }

  missed(client: number): void {
    this.listener.missed(client, this.requestClass);
  }

  delayed(client: number, seconds: number): void {
    this.waiting.add(client, seconds);
  }

  leavesOut(client: number): boolean {
    return !this.takesPart(client);
  }

  /** Who does nothing when its time comes: found ahead of it, that is no event. */
  skips(client: number, due: Float64Array): boolean {
    if (this.isIdle()) return true;
    if (this.offline === null || !this.offline.lasts(client, due)) return false;
    this.missed(client);
    return true;
  }

  touch(client: number): void {
    this.clients.touch(client);
  }

  due(client: number): void {
    const { spread } = this.activity;
    if (spread > 0) this.waiting.add(client, this.spread.uniform() * spread);
    else this.askIfOnline(client);
  }

  /** The superposition of many clients at random times: one Poisson process of the whole population's rate. */
  private startPoisson(name: string): void {
    if (this.count === 0) return;
    for (let client = this.first; client < this.first + this.count; client++) this.tellPast(client, 0);
    const arrivals = this.simulation.stream(`${name}/arrivals`);
    const mean = this.periodSeconds / this.count;
    const handler = this.simulation.handler(() => {
      this.simulation.schedule(arrivals.exponential(mean), handler, 0);
      const client = this.first + arrivals.integer(this.count);
      if (this.takesPart(client) && !this.isIdle()) this.due(client);
    });
    this.simulation.schedule(arrivals.exponential(mean), handler, 0);
  }

  private tellPast(client: number, phase: number): void {
    const { presence } = this;
    if (presence === null || !this.takesPart(client)) return;
    this.past?.tell(client, phase, this.clients.online.get(client) === 1, presence.since(client));
  }

  /** Whether there is nothing to do this time. */
  private isIdle(): boolean {
    const { probability } = this.activity;
    return probability < 1 && this.chance.uniform() >= probability;
  }

  private askIfOnline(client: number): void {
    if (this.clients.online.get(client) === 1) this.listener.ask(client, this.requestClass);
    else this.missed(client);
  }
}
