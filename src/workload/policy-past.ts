import type { RandomStream } from '../engine/index.js';
import type { Model } from '../model/schema.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import type { DeploymentWatch } from './deployment-watch.js';
import {
  DAY_SECONDS,
  isAlwaysOnline,
  isOnline,
  sinceBeginning,
  sinceEnd,
  startsToday,
  untilDay,
} from './hours.js';
import type { NotifiedBefore } from './notified-before.js';
import type { Presence } from './presence.js';

/** Seconds by which a session that begins at time 0 may seem to have begun before it, as its time is rounded. */
const MARGIN = 0.5;

interface PolicyPastOptions {
  readonly model: Model;
  readonly clients: ClientTable;
  readonly population: PopulationRange;
  readonly presence: Presence;
  /** Those that became available before time 0 and are noticed by policy. */
  readonly watches: readonly DeploymentWatch[];
  readonly notified: NotifiedBefore;
  /** Draws of this past alone. */
  readonly stream: RandomStream;
  /** Whether a client's requests are answered at all. */
  readonly getsPolicy: (client: number) => boolean;
}

/**
 * When the clients of a population asked for their policy before time 0, one client after the other, as far back as it
 * matters to the deployments that were available by then: each is told when it was noticed.
 */
export class PolicyPast {
  readonly stream: RandomStream;
  private readonly start: number;
  private readonly hours;
  /** Whether clients ask at the beginning of each session. */
  private readonly asksAtBeginning: boolean;
  private readonly spread: number;
  private readonly oldestAge: number;
  private readonly widestWindow: number;
  /** Of the client at hand: how long ago it asked, in any order, and the longest ago. */
  private readonly asks: number[] = [];
  private longest = 0;
  private shift = 0;
  private offlineFor = 0;
  /** An ask so long ago leaves no download of its time to begin. */
  private enough = 0;
  private until = 0;

  constructor(private readonly options: PolicyPastOptions) {
    const { model, population, watches } = options;
    const { hours, startup, activities } = population.model;
    this.stream = options.stream;
    this.start = model.simulation.start;
    this.hours = hours;
    this.asksAtBeginning = activities.policy.enabled && startup.includes('policy') && !isAlwaysOnline(hours);
    this.spread = activities.policy.spread;
    this.oldestAge = Math.max(...watches.map(({ age }) => age));
    this.widestWindow = Math.max(...watches.map(({ window }) => window));
  }

  /** Begins with a client; `due` and `settle` are about it from now on. */
  begin(client: number): void {
    const { clients, presence } = this.options;
    const { hours, start, oldestAge } = this;
    this.asks.length = this.longest = 0;
    this.shift = clients.shift[client]!;
    this.offlineFor = clients.online.get(client) === 1 ? 0 : presence.since(client);
    this.enough = this.widestWindow + this.offlineFor;
    const wasOnline = isOnline(hours, this.shift, start - oldestAge);
    this.until = oldestAge + (wasOnline ? 0 : sinceEnd(hours, this.shift, start - oldestAge));
    if (this.asksAtBeginning) this.noteBeginnings();
    for (const ago of this.options.notified.asksOf(client)) this.note(ago);
  }

  /** Its policy was to be asked for so long ago: it was, then or when the client came online. */
  due(secondsAgo: number): void {
    const { hours, shift, start } = this;
    const at = start - secondsAgo;
    this.note(isOnline(hours, shift, at) ? secondsAgo : secondsAgo - untilDay(hours, shift, at));
  }

  /** Whether a time due so long ago, or what came before it, still matters. */
  needs(dueAgo: number): boolean {
    const { longest, enough, until, spread } = this;
    return dueAgo - spread <= until && !(longest >= enough && dueAgo - spread > longest);
  }

  /** Ends with a client: of all deployments it noticed those that were available at one of its requests. */
  settle(client: number): void {
    if (!this.options.getsPolicy(client)) return;
    for (const watch of this.options.watches) {
      const first = this.asks.reduce((ago, ask) => (ask <= watch.age ? Math.max(ago, ask) : ago), 0);
      if (first > 0) watch.noticedBefore(client, first, this.offlineFor);
    }
  }

  private note(secondsAgo: number): void {
    if (secondsAgo <= MARGIN) return;
    this.asks.push(secondsAgo);
    this.longest = Math.max(this.longest, secondsAgo);
  }

  private noteBeginnings(): void {
    const { hours, shift, start, oldestAge, enough } = this;
    let ago = sinceBeginning(hours, shift, start);
    for (; ago <= oldestAge && this.longest < enough; ago += DAY_SECONDS)
      if (startsToday(hours, shift, start - ago)) this.note(ago);
  }
}
