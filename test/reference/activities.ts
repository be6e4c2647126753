import { type ActivityModel, type Model, type RequestClass, requestClasses } from '../../src/model/schema.js';
import type { Client } from './clients.js';
import type { Kernel } from './kernel.js';

export type Ask = (client: Client, requestClass: RequestClass) => void;

/** What clients that are always online ask for by themselves, and when: guide, "The start", and docs/model-files.md. */
export function startActivities(kernel: Kernel, model: Model, clients: readonly Client[], ask: Ask): void {
  for (const population of model.clients)
    for (const requestClass of requestClasses) {
      const activity = population.activities[requestClass];
      const isOf = (client: Client) => client.population === population && takesPart(client, requestClass);
      if (!activity.enabled || activity.probability === 0 || requestClass === 'content-location') continue;
      const members = clients.filter((client) => client.population === population);
      const source = new Source(kernel, `clients/${population.name}/${requestClass}`, activity, (client) =>
        ask(client, requestClass),
      );
      source.start(members, isOf, requestClass);
    }
}

/** Tokens of Entra ID are renewed when they end and certificates never: only site tokens go by the calendar. */
const takesPart = (client: Client, requestClass: RequestClass): boolean =>
  requestClass !== 'token' || client.authentication === 'siteToken';

class Source {
  constructor(
    private readonly kernel: Kernel,
    private readonly name: string,
    private readonly activity: ActivityModel,
    private readonly ask: (client: Client) => void,
  ) {}

  start(members: readonly Client[], isOf: (client: Client) => boolean, requestClass: RequestClass): void {
    const isPeriodic = this.activity.arrivals === 'periodic';
    for (const client of members) {
      const phase = isPeriodic ? this.stream('phase').uniform() : 0;
      if (!isOf(client)) continue;
      this.lookBack(client, phase, requestClass);
      if (isPeriodic) this.kernel.after(phase * this.activity.period, () => this.periodic(client));
    }
    if (!isPeriodic && members.length > 0) this.poisson(members, isOf);
  }

  private periodic(client: Client): void {
    this.kernel.after(this.activity.period, () => this.periodic(client));
    if (this.hasSomething()) this.due(client);
  }

  /** All clients together are one Poisson process; each time is of a client at random. */
  private poisson(members: readonly Client[], isOf: (client: Client) => boolean): void {
    const arrivals = this.stream('arrivals');
    this.kernel.after(arrivals.exponential(this.activity.period / members.length), () => {
      this.poisson(members, isOf);
      const client = members[arrivals.integer(members.length)]!;
      if (isOf(client) && this.hasSomething()) this.due(client);
    });
  }

  private hasSomething(): boolean {
    const { probability } = this.activity;
    return probability === 1 || this.stream('chance').uniform() < probability;
  }

  private due(client: Client): void {
    const { spread } = this.activity;
    if (spread > 0) this.kernel.after(this.stream('spread').uniform() * spread, () => this.ask(client));
    else this.ask(client);
  }

  /** When the client has asked before the start; what was due less than `spread` ago may be still to come. */
  private lookBack(client: Client, phase: number, requestClass: RequestClass): void {
    const { spread, period, arrivals } = this.activity;
    let askedAgo = Number.POSITIVE_INFINITY;
    let dueAgo = this.untilEarlier() - (arrivals === 'periodic' ? phase * period : 0);
    while (dueAgo <= spread + askedAgo) {
      const ago = spread > 0 ? dueAgo - this.stream('past').uniform() * spread : dueAgo;
      if (ago > 0) askedAgo = Math.min(askedAgo, ago);
      else this.kernel.after(-ago, () => this.ask(client));
      dueAgo += this.untilEarlier();
    }
    client.askedAgo.anything = Math.min(client.askedAgo.anything, askedAgo);
    if (requestClass === 'notification') client.askedAgo.notification = askedAgo;
  }

  /** From one time with something to do back to the one before: a geometric number of periods. */
  private untilEarlier(): number {
    const { arrivals, period, probability } = this.activity;
    if (arrivals === 'poisson') return this.stream('past').exponential(period / probability);
    if (probability === 1) return period;
    return period * (1 + Math.floor(Math.log(this.stream('past').uniformOpen()) / Math.log1p(-probability)));
  }

  private stream(what: string) {
    return this.kernel.stream(`${this.name}/${what}`);
  }
}
