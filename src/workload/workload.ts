import type { Simulation } from '../engine/index.js';
import { type Model, type PopulationModel, type RequestClass, requestClasses } from '../model/schema.js';
import { type ActivityListener, ActivitySource } from './activity-source.js';
import type { Int16Column } from './client-records.js';
import { type ClientTable, type PopulationRange, SITE_TOKEN } from './client-table.js';
import { Deployments } from './deployments.js';
import { isAlwaysOnline } from './hours.js';
import type { LastAsked } from './last-asked.js';
import { type Notification, NotifiedBefore } from './notified-before.js';
import { PolicyPast } from './policy-past.js';
import { Presence } from './presence.js';
import { OfflineSpan, type SessionListener, startSessions } from './sessions.js';
import { SpreadSchedule } from './spread-schedule.js';

/** What clients do; whoever simulates the gateway listens. Request classes are indices into `requestClasses`. */
export interface WorkloadSink {
  ask(client: number, requestClass: number): void;
  download(client: number, content: number): void;
  sessionBegan(client: number): void;
  sessionEnded(client: number): void;
}

/** Who asks for what and when: the open-loop demand of all populations. */
export class Workload implements ActivityListener, SessionListener {
  readonly deployments: Deployments;
  /** One bit a request class: due while the client was offline, to be made up for when it comes online. */
  private readonly overdue: Int16Column;
  /** By request class: clients that were told to ask, and will. */
  private readonly told: readonly SpreadSchedule[];

  constructor(
    private readonly simulation: Simulation,
    private readonly model: Model,
    private readonly clients: ClientTable,
    private readonly sink: WorkloadSink,
    /** Hears what clients asked for before time 0. */
    lastAsked: LastAsked,
    /** Whether the policy requests of a client are answered at all. */
    private readonly getsPolicy: (client: number) => boolean = () => true,
  ) {
    this.overdue = clients.records.int16();
    this.told = requestClasses.map(
      (_, index) =>
        new SpreadSchedule(simulation, (client) => {
          if (clients.online.get(client) === 1) sink.ask(client, index);
        }),
    );
    this.deployments = new Deployments(simulation, model, clients, (client, content) =>
      sink.download(client, content),
    );
    const { start } = model.simulation;
    const ages = this.deployments.noticedBefore.map(({ age }) => age);
    const notified = new NotifiedBefore(simulation, model, clients, Math.max(0, ...ages));
    for (const population of clients.populations) {
      const presence = new Presence(clients, population, start);
      startSessions(simulation, { clients, population, start, listener: this });
      this.startNotified(population, notified, presence, lastAsked);
      this.startActivities(population, presence, notified, lastAsked);
      this.noteStartup(population, presence, lastAsked);
      this.recallAtOnce(population, presence);
    }
    this.deployments.follow();
  }

  private startNotified(
    population: PopulationRange,
    notified: NotifiedBefore,
    presence: Presence,
    lastAsked: LastAsked,
  ): void {
    notified.tell(population, {
      delayed: (client, requestClass, seconds) => this.told[requestClass]!.add(client, seconds),
      asked: (client, requestClass, secondsAgo) => {
        if (this.clients.online.get(client) === 1 && secondsAgo <= presence.since(client))
          lastAsked.note(client, requestClass, secondsAgo);
      },
    });
  }

  private startActivities(
    population: PopulationRange,
    presence: Presence,
    notified: NotifiedBefore,
    lastAsked: LastAsked,
  ): void {
    const offline = isAlwaysOnline(population.model.hours)
      ? null
      : new OfflineSpan(this.simulation, this.clients, population, this.model.simulation.start);
    const policyPast = this.policyPast(population, presence, notified);
    requestClasses.forEach((requestClass, index) => {
      const activity = population.model.activities[requestClass];
      const isPolicy = requestClass === 'policy';
      if (!activity.enabled || activity.probability === 0) {
        if (isPolicy && policyPast !== null) this.recallWithoutPolicy(population, policyPast);
        return;
      }
      new ActivitySource(this.simulation, {
        name: `clients/${population.model.name}/${requestClass}`,
        activity,
        requestClass: index,
        clients: this.clients,
        population,
        takesPart: this.takesPart(requestClass),
        offline,
        presence,
        lastAsked,
        policyPast: isPolicy ? policyPast : null,
        listener: this,
      });
    });
  }

  /** What clients noticed by their policy before time 0; null where nothing was there to notice. */
  private policyPast(
    population: PopulationRange,
    presence: Presence,
    notified: NotifiedBefore,
  ): PolicyPast | null {
    const { model, clients, getsPolicy } = this;
    const watches = this.deployments.noticedBefore;
    if (watches.length === 0) return null;
    const stream = this.simulation.stream(`clients/${population.model.name}/policy/earlier`);
    return new PolicyPast({ model, clients, population, presence, watches, notified, stream, getsPolicy });
  }

  /** Without the activity, policy is asked for at the beginning of sessions and by those that are told to. */
  private recallWithoutPolicy({ first, count }: PopulationRange, policyPast: PolicyPast): void {
    for (let client = first; client < first + count; client++) {
      policyPast.begin(client);
      policyPast.settle(client);
    }
  }

  private recallAtOnce({ first, count }: PopulationRange, presence: Presence): void {
    for (const watch of this.deployments.noticedAtOnceBefore)
      for (let client = first; client < first + count; client++) {
        const isOnline = this.clients.online.get(client) === 1;
        watch.noticedBefore(client, watch.age, isOnline ? 0 : presence.since(client));
      }
  }

  /** Clients that are online at time 0 have been through their start. */
  private noteStartup(
    { model, first, count }: PopulationRange,
    presence: Presence,
    lastAsked: LastAsked,
  ): void {
    for (const requestClass of startupOf(model)) {
      for (let client = first; client < first + count; client++) {
        if (this.clients.online.get(client) === 1)
          lastAsked.note(client, requestClass, presence.since(client));
      }
    }
  }

  ask(client: number, requestClass: number): void {
    this.sink.ask(client, requestClass);
  }

  missed(client: number, requestClass: number): void {
    this.overdue.set(client, this.overdue.get(client) | (1 << requestClass));
  }

  ended(client: number): void {
    this.sink.sessionEnded(client);
  }

  /** Only site tokens are renewed by the calendar; those of Microsoft Entra ID when they expire. */
  private takesPart(requestClass: RequestClass): (client: number) => boolean {
    if (requestClass !== 'token') return () => true;
    return (client) => this.clients.authentication.get(client) === SITE_TOKEN;
  }

  /** A client comes online: it does what an agent does at its start, and what fell due meanwhile. */
  began({ model }: PopulationRange, client: number): void {
    this.sink.sessionBegan(client);
    this.deployments.cameOnline(client);
    let due = this.overdue.get(client);
    this.overdue.set(client, 0);
    for (const requestClass of startupOf(model)) due |= 1 << requestClass;
    for (let index = 0; due !== 0; index++, due >>>= 1) {
      if ((due & 1) === 1) this.sink.ask(client, index);
    }
  }

  /**
   * Tells a share of the clients that are online to do something, each at a random time within `within` seconds:
   * the product's client notification.
   */
  notify({ activity, population, share, within }: Notification): void {
    const index = requestClasses.indexOf(activity);
    const stream = this.simulation.stream(`notify/${activity}/${population ?? 'all'}`);
    for (const range of this.clients.populations) {
      if (population !== undefined && range.model.name !== population) continue;
      for (let client = range.first; client < range.first + range.count; client++) {
        // Both are drawn for every client, so that who is online shifts nobody's draws.
        const told = stream.uniform() < share;
        const delay = stream.uniform() * within;
        if (told && this.clients.online.get(client) === 1) this.told[index]!.add(client, delay);
      }
    }
  }
}

/** What a client asks for when it comes online, as indices into `requestClasses`. */
const startupOf = ({ startup, activities }: PopulationModel): number[] =>
  startup.filter((one) => activities[one].enabled).map((one) => requestClasses.indexOf(one));
