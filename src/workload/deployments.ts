import type { Simulation } from '../engine/index.js';
import type { Model } from '../model/schema.js';
import type { ClientTable } from './client-table.js';
import { DeploymentWatch } from './deployment-watch.js';

type Download = (client: number, content: number) => void;

/** Which clients download which content, and when they begin. */
export class Deployments {
  /** Those that are noticed by policy, and those that are noticed at once. */
  private readonly byPolicy: DeploymentWatch[] = [];
  private readonly atOnce: DeploymentWatch[] = [];
  /** Those that have something due since the client was offline, of those clients that have any. */
  private readonly overdue = new Map<number, DeploymentWatch[]>();

  constructor(
    private readonly simulation: Simulation,
    private readonly model: Model,
    private readonly clients: ClientTable,
    private readonly download: Download,
  ) {
    const { start } = model.simulation;
    model.content.forEach((content, index) => {
      if (content.source === 'windows-update') return; // past the gateway, in no part of which it is seen
      for (const [number, deployment] of content.deployments.entries()) {
        const watch = new DeploymentWatch(simulation, {
          name: `content/${content.name}/${number}`,
          deployment,
          start,
          clients,
          begin: (client) => download(client, index),
          missed: (client) => this.missed(client, watch),
        });
        (deployment.notice === 'policy' ? this.byPolicy : this.atOnce).push(watch);
      }
    });
  }

  /** Those noticed by policy that became available before time 0. */
  get noticedBefore(): readonly DeploymentWatch[] {
    return this.byPolicy.filter(({ age }) => age > 0);
  }

  /** Likewise those noticed at once. */
  get noticedAtOnceBefore(): readonly DeploymentWatch[] {
    return this.atOnce.filter(({ age }) => age > 0);
  }

  /** From time 0 on. */
  follow(): void {
    const { simulation, clients, download } = this;
    for (const watch of [...this.byPolicy, ...this.atOnce]) watch.follow();
    this.model.content.forEach(({ name, source, onDemand }, index) => {
      if (source === 'windows-update' || onDemand === undefined || onDemand === 0) return;
      startOnDemand(simulation, name, onDemand, clients, (client) => download(client, index));
    });
  }

  /** A client has received its policy: it now knows of everything available. */
  policyReceived(client: number): void {
    for (const watch of this.byPolicy) watch.noticedBy(client);
  }

  /** A client has come online: it begins what was due meanwhile. */
  cameOnline(client: number): void {
    const watches = this.overdue.get(client);
    if (watches === undefined) return;
    this.overdue.delete(client);
    for (const watch of watches) watch.cameOnline(client);
  }

  private missed(client: number, watch: DeploymentWatch): void {
    const watches = this.overdue.get(client);
    if (watches === undefined) this.overdue.set(client, [watch]);
    else watches.push(watch);
  }
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
