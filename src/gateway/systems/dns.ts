import { createDistribution, Draw } from '../../engine/index.js';
import { gatewaysOf, type Model } from '../../model/schema.js';
import { Renewals } from '../../workload/renewals.js';
import type { Context } from '../request/context.js';
import type { ClientColumn, ClientId, RequestId } from '../request/ids.js';
import type { Stage } from '../request/stage.js';

/**
 * Name resolution at the client: the service name in a domain of your own is a CNAME for the Azure name, and each of
 * the two is asked for when its time to live in the client's cache is over.
 */
export class NameResolution implements Stage {
  readonly name = 'resolve';
  private readonly cnameUntil: ClientColumn | null;
  private readonly azureUntil: ClientColumn;
  private readonly lookup;
  private readonly lookups;
  private readonly cnameTtl: Draw;
  private readonly azureTtl: Draw;
  private readonly hasCname: readonly boolean[];

  constructor(private readonly context: Context) {
    const { simulation, model, clients } = context;
    this.lookup = createDistribution(model.dns.lookup);
    this.lookups = simulation.stream('dns/lookup');
    this.cnameTtl = new Draw(simulation, 'dns/cname-ttl', () => model.dns.cnameTtl);
    this.azureTtl = new Draw(simulation, 'dns/azure-ttl', () => model.dns.azureTtl);
    this.hasCname = gatewaysOf(model).map((gateway) => gateway.serviceName !== undefined);
    this.cnameUntil = this.hasCname.includes(true) ? clients.records.float64() : null;
    this.azureUntil = clients.records.float64();
    this.recall(this.azureUntil, 'azure', () => model.dns.azureTtl);
    if (this.cnameUntil !== null) this.recall(this.cnameUntil, 'cname', () => model.dns.cnameTtl);
  }

  /** At the start names have been in caches for as long as on any other day. */
  private recall(until: ClientColumn, name: string, ttl: () => Model['dns']['azureTtl']): void {
    const { simulation, model, clients } = this.context;
    const life = new Draw(simulation, `dns/past/${name}/life`, ttl);
    const moments = simulation.stream(`dns/past/${name}/age`);
    const past = simulation.stream(`dns/past/${name}`);
    for (const { model: population, first, count } of clients.populations) {
      const names = new Renewals(population, model.simulation.start, life, moments, past);
      for (let client = first as ClientId; client < first + count; client++)
        until.set(client, names.end(clients.shift[client]));
    }
  }

  enter(request: RequestId): void {
    this.context.journey.after(request, this.lookupSeconds(request));
  }

  private lookupSeconds(request: RequestId): number {
    const { simulation, requests, clients } = this.context;
    const { now } = simulation;
    const client = requests.client(request);
    if (requests.leadsElsewhere(request, clients.gateway.get(client)))
      return this.uncached(requests.source(request));
    let seconds = 0;
    if (
      this.cnameUntil !== null &&
      this.hasCname[clients.gateway.get(client)] &&
      this.cnameUntil.get(client) <= now
    ) {
      seconds += this.lookup.sample(this.lookups);
      this.cnameUntil.set(client, now + this.cnameTtl.next());
    }
    if (this.azureUntil.get(client) <= now) {
      seconds += this.lookup.sample(this.lookups);
      this.azureUntil.set(client, now + this.azureTtl.next());
    }
    return seconds;
  }

  /** Another gateway than the client's own is asked for too seldom to be in its cache. */
  private uncached(gateway: number): number {
    const seconds = this.lookup.sample(this.lookups);
    return this.hasCname[gateway] ? seconds + this.lookup.sample(this.lookups) : seconds;
  }
}
