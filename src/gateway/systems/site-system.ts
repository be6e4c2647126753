import { Draw, type HandlerId, type Resource } from '../../engine/index.js';
import type { Model } from '../../model/schema.js';
import type { Cause } from '../request/causes.js';
import type { Context } from '../request/context.js';
import { NONE, type RequestId } from '../request/ids.js';
import type { Stage } from '../request/stage.js';
import { createStation, type Station } from './station.js';

export type SiteSystemModel = Model['site']['managementPoints'] | Model['site']['updatePoints'];

/** A management point or software update point: workers that each serve one request at a time. */
export class SiteSystem {
  readonly station: Station;
  isUp = true;

  constructor(
    context: Context,
    readonly name: string,
    model: SiteSystemModel,
    /** Seconds back to the connection point, drawn for one reply. */
    readonly backSeconds: () => number,
    private readonly interrupt: () => void,
  ) {
    const { workers, discipline, queueLimit } = model;
    this.station = createStation(context, {
      name,
      servers: workers,
      discipline,
      queueLimit,
      tail: backSeconds,
    });
  }

  start(): void {
    this.isUp = true;
  }

  /** It goes down: what it works on is answered with an error by the connection point. */
  stop(): void {
    this.isUp = false;
    this.interrupt(); // first: `Station.clear` insists on it
    this.station.clear();
  }
}

export interface SiteSystemOptions {
  readonly name: 'management-point' | 'update-point';
  readonly model: SiteSystemModel;
  /** Ends the attempts that one of the systems works on: their clients hear of the cause after the seconds given. */
  readonly interrupt: (system: number, cause: Cause, seconds: (request: RequestId) => number) => void;
}

/** All site systems of one kind. A client stays with one of those that are up, as its assignment says. */
export class SiteSystemStage implements Stage {
  readonly name: 'management-point' | 'update-point';
  readonly systems: readonly SiteSystem[];
  readonly resources: readonly Resource[];
  private readonly reachHandler: HandlerId<RequestId>;
  private readonly rtt: Draw;
  private readonly refusalRtt: { readonly site: Draw; readonly channel: Draw };

  constructor(
    private readonly context: Context,
    options: SiteSystemOptions,
  ) {
    const { name, model, interrupt } = options;
    this.name = name;
    const shortName = name === 'management-point' ? 'mp' : 'sup';
    const { simulation, model: whole } = context;
    this.reachHandler = simulation.handlerOf(this, this.reach);
    this.rtt = new Draw(simulation, `${shortName}/rtt`, () => model.rtt);
    this.refusalRtt = {
      site: new Draw(simulation, `${shortName}/refusal-rtt`, () => model.rtt),
      channel: new Draw(simulation, `${shortName}/refusal-channel-rtt`, () => whole.connectionPoints.rtt),
    };
    this.systems = Array.from({ length: model.count }, (_, index) => {
      const down = () => interrupt(index, `${name}-down`, (request) => this.returnSeconds(request));
      const back = new Draw(simulation, `${shortName}/${index + 1}/rtt`, () => model.rtt);
      return new SiteSystem(context, `${shortName}/${index + 1}`, model, () => back.next() / 2, down);
    });
    this.resources = this.systems.map(({ station }) => station.resource);
  }

  /** Clients that are assigned to each system, of those that ever ask one. */
  assignedClients(): number[] {
    const { length } = this.systems;
    const populations = this.context.clients.populations.filter(
      ({ model }) => this.name === 'management-point' || model.activities['update-scan'].enabled,
    );
    // Client c is assigned to the system c modulo their number.
    const below = (end: number, system: number) => Math.max(0, Math.ceil((end - system) / length));
    return this.systems.map((_, system) =>
      populations.reduce(
        (sum, { first, count }) => sum + below(first + count, system) - below(first, system),
        0,
      ),
    );
  }

  /** Half a round trip from the connection point. */
  enter(request: RequestId): void {
    const seconds = this.rtt.next() / 2;
    if (seconds > 0) this.context.simulation.schedule(seconds, this.reachHandler, request);
    else this.reach(request);
  }

  private reach(request: RequestId): void {
    const { requests, journey } = this.context;
    // Its channel or connection point was lost meanwhile: the journey drops it.
    if (!requests.goesOn(request)) return journey.advance(request);
    const client = requests.client(request);
    let chosen = client % this.systems.length;
    for (let tried = 0; !this.systems[chosen].isUp; chosen = (chosen + 1) % this.systems.length) {
      if (++tried === this.systems.length) return this.refuse(request, 'down');
    }
    requests.setSiteSystem(request, chosen);
    const seconds = requests.serviceSeconds(request);
    const system = this.systems[chosen];
    if (seconds === 0) return journey.after(request, system.backSeconds());
    if (!system.station.serve(request, seconds)) this.refuse(request, 'busy');
  }

  /** The connection point answers with an error, which goes all the way back. */
  private refuse(request: RequestId, why: 'down' | 'busy'): void {
    this.context.requests.setSiteSystem(request, NONE);
    this.context.journey.fail(request, `${this.name}-${why}`, this.returnSeconds(request));
  }

  private returnSeconds(request: RequestId): number {
    const { requests, clients } = this.context;
    const { site, channel } = this.refusalRtt;
    return (site.next() + channel.next() + clients.rtt.get(requests.client(request))) / 2;
  }
}
