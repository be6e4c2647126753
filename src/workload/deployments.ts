import type { Simulation } from '../engine/index.js';
import type { Model } from '../model/schema.js';
import type { ClientTable } from './client-table.js';
import { SpreadSchedule } from './spread-schedule.js';

type Download = (client: number, content: number) => void;

/** Which clients download which content, and when they begin. */
export class Deployments {
  private readonly watched: DeploymentWatch[] = [];
  /** Packages whose download was due while the client was offline, of those clients that have any. */
  private readonly overdue = new Map<number, number[]>();

  constructor(
    simulation: Simulation,
    model: Model,
    private readonly clients: ClientTable,
    private readonly download: Download,
  ) {
    model.content.forEach((content, index) => {
      if (content.source === 'windows-update') return; // past the gateway, in no part of which it is seen
      const start = (client: number) => this.start(client, index);
      for (const [number, deployment] of content.deployments.entries()) {
        const name = `content/${content.name}/${number}`;
        const watch = new DeploymentWatch(
          simulation,
          name,
          deployment,
          Math.max(0, deployment.available - model.simulation.start),
          clients,
          start,
        );
        if (deployment.notice === 'policy') this.watched.push(watch);
      }
      if (content.onDemand !== undefined && content.onDemand > 0)
        startOnDemand(simulation, content.name, content.onDemand, clients, start);
    });
  }

  /** A client has received its policy: it now knows of everything available. */
  policyReceived(client: number): void {
    for (const watch of this.watched) watch.noticedBy(client);
  }

  /** A client has come online: it begins what was due meanwhile. */
  cameOnline(client: number): void {
    const contents = this.overdue.get(client);
    if (contents === undefined) return;
    this.overdue.delete(client);
    for (const content of contents) this.download(client, content);
  }

  private start(client: number, content: number): void {
    if (this.clients.online.get(client) === 1) return this.download(client, content);
    const contents = this.overdue.get(client);
    if (contents === undefined) this.overdue.set(client, [content]);
    else contents.push(content);
  }
}

type DeploymentModel = Model['content'][number]['deployments'][number];

class DeploymentWatch {
  /** 1 for clients that still have to notice it. */
  private readonly pending: Uint8Array;
  /** Clients that noticed it and have not begun. */
  private readonly starts: SpreadSchedule;
  private readonly window;

  constructor(
    private readonly simulation: Simulation,
    name: string,
    private readonly deployment: DeploymentModel,
    /** Simulated time from which on it is available; what the model states counts from Monday like its start. */
    private readonly availableAt: number,
    clients: ClientTable,
    start: (client: number) => void,
  ) {
    this.window = simulation.stream(`${name}/window`);
    this.starts = new SpreadSchedule(simulation, start);
    this.pending = targets(simulation, name, deployment, clients);
    if (deployment.notice === 'at-once') {
      const handler = simulation.handler(() =>
        this.pending.forEach((_, client) => {
          this.noticedBy(client);
        }),
      );
      simulation.scheduleAt(availableAt, handler, 0);
    }
  }

  noticedBy(client: number): void {
    if (this.pending[client] === 0 || this.simulation.now < this.availableAt) return;
    this.pending[client] = 0;
    this.starts.add(client, this.window.uniform() * this.deployment.window);
  }
}

function targets(
  simulation: Simulation,
  name: string,
  deployment: DeploymentModel,
  clients: ClientTable,
): Uint8Array {
  const pending = new Uint8Array(clients.count);
  const chosen = simulation.stream(`${name}/target`);
  for (const { model, first, count } of clients.populations) {
    if (deployment.to !== undefined && !deployment.to.includes(model.name)) continue;
    for (let client = first; client < first + count; client++) {
      pending[client] = chosen.uniform() < deployment.share ? 1 : 0;
    }
  }
  return pending;
}

/** People start downloads by themselves: a Poisson process over all clients that are online. */
function startOnDemand(
  simulation: Simulation,
  content: string,
  perSecond: number,
  clients: ClientTable,
  start: (client: number) => void,
): void {
  if (clients.count === 0) return;
  const arrivals = simulation.stream(`content/${content}/on-demand`);
  const handler = simulation.handler(() => {
    simulation.schedule(arrivals.exponential(1 / perSecond), handler, 0);
    const client = arrivals.integer(clients.count);
    if (clients.online.get(client) === 1) start(client);
  });
  simulation.schedule(arrivals.exponential(1 / perSecond), handler, 0);
}
