import type { Model } from '../model/schema.js';
import type { Cause } from './causes.js';
import type { Context } from './context.js';
import type { Stage } from './journey.js';
import { NONE } from './requests.js';
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
    private readonly interrupt: () => void,
  ) {
    const { workers, discipline, queueLimit, rtt } = model;
    this.station = createStation(context, {
      name,
      servers: workers,
      discipline,
      queueLimit,
      tailSeconds: rtt / 2,
    });
  }

  start(): void {
    this.isUp = true;
  }

  /** It goes down: what it works on is answered with an error by the connection point. */
  stop(): void {
    this.isUp = false;
    this.interrupt();
    this.station.clear();
  }
}

export interface SiteSystemOptions {
  readonly name: 'management-point' | 'update-point';
  readonly model: SiteSystemModel;
  /** Ends the attempts that one of the systems works on: their clients hear of the cause after the seconds given. */
  readonly interrupt: (system: number, cause: Cause, seconds: (request: number) => number) => void;
}

/** All site systems of one kind. A client stays with one of those that are up, as its assignment says. */
export class SiteSystemStage implements Stage {
  readonly name: 'management-point' | 'update-point';
  readonly systems: readonly SiteSystem[];
  /** Half a round trip from the connection point. */
  readonly approachSeconds: number;

  constructor(
    private readonly context: Context,
    private readonly options: SiteSystemOptions,
  ) {
    const { name, model, interrupt } = options;
    this.name = name;
    this.approachSeconds = model.rtt / 2;
    const shortName = name === 'management-point' ? 'mp' : 'sup';
    this.systems = Array.from({ length: model.count }, (_, index) => {
      const down = () => interrupt(index, `${name}-down`, (request) => this.returnSeconds(request));
      return new SiteSystem(context, `${shortName}/${index + 1}`, model, down);
    });
  }

  /** Clients that are assigned to each system, of those that ever ask one. */
  assignedClients(): number[] {
    const assigned = this.systems.map(() => 0);
    for (const { model, first, count } of this.context.clients.populations) {
      if (this.name === 'update-point' && !model.activities['update-scan'].enabled) continue;
      for (let client = first; client < first + count; client++) assigned[client % assigned.length]!++;
    }
    return assigned;
  }

  enter(request: number): void {
    const { requests, journey } = this.context;
    const client = requests.client[request]!;
    let chosen = client % this.systems.length;
    for (let tried = 0; !this.systems[chosen]!.isUp; chosen = (chosen + 1) % this.systems.length) {
      if (++tried === this.systems.length) return this.refuse(request, 'down');
    }
    requests.siteSystem[request] = chosen;
    const seconds = requests.service[request]!;
    if (seconds === 0) journey.after(request, this.approachSeconds);
    else if (!this.systems[chosen]!.station.serve(request, seconds)) this.refuse(request, 'busy');
  }

  /** The connection point answers with an error, which goes all the way back. */
  private refuse(request: number, why: 'down' | 'busy'): void {
    this.context.requests.siteSystem[request] = NONE;
    this.context.journey.fail(request, `${this.name}-${why}`, this.returnSeconds(request));
  }

  private returnSeconds(request: number): number {
    const { requests, clients, model } = this.context;
    return (
      (this.options.model.rtt + model.connectionPoints.rtt + clients.rtt.get(requests.client[request]!)) / 2
    );
  }
}
