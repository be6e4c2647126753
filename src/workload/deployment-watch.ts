import type { RandomStream, Simulation } from '../engine/index.js';
import { repeatSeconds } from '../model/occurs.js';
import type { Model } from '../model/schema.js';
import type { ClientTable } from './client-table.js';
import { SpreadSchedule } from './spread-schedule.js';

type DeploymentModel = Model['content'][number]['deployments'][number];

/** What a client has made of the version at hand; those that it is not deployed to stay outside. */
const OUTSIDE = 0;
const PENDING = 1;
const WAITING = 2;
const OVERDUE = 3;
const BEGUN = 4;

interface WatchOptions {
  readonly name: string;
  readonly deployment: DeploymentModel;
  /** Seconds since Monday 00:00 UTC at time 0. */
  readonly start: number;
  readonly clients: ClientTable;
  /** A client begins its download. */
  readonly begin: (client: number) => void;
  /** Its download was due while it was offline: `cameOnline` is to be called when it comes online. */
  readonly missed: (client: number) => void;
}

/**
 * One deployment: who still has to notice it, and when those that did begin. Where it comes again, the new version replaces
 * the old one: who has not begun that by then notices the new one, and downloads it alone.
 */
export class DeploymentWatch {
  /** By client. */
  private readonly steps: Uint8Array;
  /** Clients that noticed this version and have not begun. */
  private starts: SpreadSchedule;
  private readonly chance: RandomStream;
  private readonly past: RandomStream;
  private readonly repeat: number;
  /** Simulated time at which the version at hand became available, or will; below 0 before the start. */
  private availableAt: number;
  private version = 0;

  constructor(
    private readonly simulation: Simulation,
    private readonly options: WatchOptions,
  ) {
    const { name, deployment, start, clients } = options;
    this.chance = simulation.stream(`${name}/window`);
    this.past = simulation.stream(`${name}/past`);
    this.repeat = repeatSeconds(deployment.occurs);
    const stated = deployment.available - start;
    this.availableAt =
      this.repeat === Number.POSITIVE_INFINITY
        ? stated
        : stated - Math.ceil(stated / this.repeat) * this.repeat;
    this.starts = this.startsOfVersion();
    this.steps = targets(simulation, name, deployment, clients);
  }

  /** How long before time 0 the version at hand became available, seconds; 0 where it was not. */
  get age(): number {
    return Math.max(0, -this.availableAt);
  }

  /** Within which clients begin after they noticed it, seconds. */
  get window(): number {
    return this.options.deployment.window;
  }

  /** From time 0 on: what is still to become available does so at its time. */
  follow(): void {
    const { simulation, availableAt } = this;
    if (this.options.deployment.notice === 'at-once' && availableAt >= 0) {
      const handler = simulation.handler(() => this.noticedByAll());
      simulation.scheduleAt(availableAt, handler, 0);
    }
    if (this.repeat === Number.POSITIVE_INFINITY) return;
    const renew = simulation.handler(() => {
      this.renew();
      simulation.schedule(this.repeat, renew, 0);
    });
    simulation.scheduleAt(availableAt + this.repeat, renew, 0);
  }

  noticedBy(client: number): void {
    if (this.steps[client] !== PENDING || this.simulation.now < this.availableAt) return;
    this.steps[client] = WAITING;
    this.starts.add(client, this.chance.uniform() * this.window);
  }

  /**
   * What a client has done before time 0 that noticed the deployment so long before. Downloads that began are over.
   * @param offlineFor seconds for which it has been offline, 0 where it is online
   */
  noticedBefore(client: number, secondsAgo: number, offlineFor: number): void {
    if (this.steps[client] !== PENDING) return;
    const dueAgo = secondsAgo - this.past.uniform() * this.window;
    if (dueAgo <= 0) {
      this.steps[client] = WAITING;
      this.starts.add(client, -dueAgo);
    } else if (dueAgo < offlineFor) this.miss(client);
    else this.steps[client] = BEGUN;
  }

  cameOnline(client: number): void {
    if (this.steps[client] === OVERDUE) this.begin(client);
  }

  private renew(): void {
    this.availableAt = this.simulation.now;
    this.version++;
    this.starts = this.startsOfVersion();
    this.steps.forEach((step, client) => {
      if (step !== OUTSIDE) this.steps[client] = PENDING;
    });
    if (this.options.deployment.notice === 'at-once') this.noticedByAll();
  }

  private noticedByAll(): void {
    for (let client = 0; client < this.steps.length; client++) this.noticedBy(client);
  }

  private startsOfVersion(): SpreadSchedule {
    const { version } = this;
    return new SpreadSchedule(this.simulation, (client) => {
      if (version === this.version) this.due(client);
    });
  }

  private due(client: number): void {
    if (this.options.clients.online.get(client) === 1) this.begin(client);
    else this.miss(client);
  }

  private miss(client: number): void {
    this.steps[client] = OVERDUE;
    this.options.missed(client);
  }

  private begin(client: number): void {
    this.steps[client] = BEGUN;
    this.options.begin(client);
  }
}

function targets(
  simulation: Simulation,
  name: string,
  deployment: DeploymentModel,
  clients: ClientTable,
): Uint8Array {
  const steps = new Uint8Array(clients.count).fill(OUTSIDE);
  const chosen = simulation.stream(`${name}/target`);
  for (const { model, first, count } of clients.populations) {
    if (deployment.to !== undefined && !deployment.to.includes(model.name)) continue;
    for (let client = first; client < first + count; client++) {
      if (chosen.uniform() < deployment.share) steps[client] = PENDING;
    }
  }
  return steps;
}
