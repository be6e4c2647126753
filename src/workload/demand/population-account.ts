import { createDistribution } from '../../engine/index.js';
import type { Occurs } from '../../model/occurs.js';
import {
  type ActivityModel,
  type EventModel,
  type Model,
  type PopulationModel,
  type RequestClass,
  requestClasses,
} from '../../model/schema.js';
import { type ContentDemand, contentDemand } from './content.js';
import { axisMinutes, Curve, type Recurring } from './curve.js';
import { asksPerSecond, chanceOfNone } from './due.js';
import { onlineAtBoth } from './presence.js';
import { tokenDemand } from './tokens.js';
import { addEvenly, delayedEvenly, MINUTE, onlineShares, sessionsOf, shareBy, WEEK_MINUTES } from './week.js';
import { type Work, workOf } from './work.js';

/** What a population is expected to ask for over time. */
export interface PopulationDemand {
  readonly name: string;
  /** Seconds that clients are online: a second, clients online. */
  readonly clients: Curve;
  /** By request class, those that are asked for at all. */
  readonly classes: Readonly<Partial<Record<RequestClass, ClassDemand>>>;
  /** Bytes of relayed requests and their replies. */
  readonly bytes: Curve;
  /** Seconds of work of all instances: on requests, downloads and connections. */
  readonly cpu: Curve;
  /** Downloads of content begun, and bytes of content. */
  readonly downloads: Curve;
  readonly contentBytes: Curve;
  /** Downloads begun of each package, in the order of the model. */
  readonly packages: readonly Recurring[];
}

/** Relayed requests of one class, and of each in the mean its bytes with those of the reply, and seconds of work on it. */
interface ClassDemand {
  readonly requests: Curve;
  readonly bytesEach: number;
  readonly cpuEach: number;
}

type Notification = EventModel & { readonly event: 'notify' };

/** Adds up what one population asks for. */
export class PopulationAccount {
  /** Share of the clients online, by minute of the week. */
  private readonly online: Float64Array;
  private readonly work: Work;
  private readonly requests = new Map<RequestClass, Curve>();
  /** By session of the week and class: the chance that a client asks at its beginning. */
  private readonly atBeginning: readonly ReadonlyMap<RequestClass, number>[];

  constructor(
    private readonly model: Model,
    private readonly population: PopulationModel,
    private readonly weeksOfOnce: number,
  ) {
    this.online = onlineShares(population.hours);
    this.work = workOf(model, population);
    this.atBeginning = sessionsOf(population.hours).map(
      ({ gap }) => new Map(requestClasses.map((name) => [name, this.chanceAtBeginning(name, gap)])),
    );
  }

  settle(): PopulationDemand {
    const { name, count } = this.population;
    for (const one of requestClasses) this.addActivity(one);
    this.addTokens();
    for (const event of this.model.events) if (event.event === 'notify') this.addNotification(event);
    const content = contentDemand(this.model, this.population, {
      online: this.online,
      policyAtBeginning: this.atBeginning.map((chances) => chances.get('policy')!),
      weeksOfOnce: this.weeksOfOnce,
    });
    this.addTo('content-location', content.downloads);
    const clients = new Curve().add('weekly', this.online, count * MINUTE);
    const classes = this.classes();
    const [bytes, cpu] = [new Curve(), this.connectionsAndDownloads(content, clients)];
    for (const { requests, bytesEach, cpuEach } of Object.values(classes)) {
      bytes.addCurve(requests, bytesEach);
      cpu.addCurve(requests, cpuEach);
    }
    const { downloads, bytes: contentBytes, packages } = content;
    return { name, clients, classes, bytes, cpu, downloads, contentBytes, packages };
  }

  private classes(): Partial<Record<RequestClass, ClassDemand>> {
    return Object.fromEntries(
      requestClasses.flatMap((name) => {
        const requests = this.requests.get(name);
        if (requests === undefined || requests.isEmpty) return [];
        const activity = this.population.activities[name];
        return [[name, { requests, bytesEach: meanBytes(activity), cpuEach: this.work.request(activity) }]];
      }),
    );
  }

  /** Seconds of work that are not on relayed requests. */
  private connectionsAndDownloads({ downloadsAtGateway }: ContentDemand, clients: Curve): Curve {
    const { first, reconnecting, download } = this.work;
    return new Curve()
      .add(
        'weekly',
        this.beginnings(() => 1),
        first,
      )
      .addCurve(clients, reconnecting)
      .addCurve(downloadsAtGateway, download);
  }

  /** What an activity asks for in sessions, and at their beginnings: once, however often it fell due meanwhile. */
  private addActivity(name: RequestClass): void {
    const { population, online } = this;
    const activity = population.activities[name];
    if (!activity.enabled) return;
    const { exchanges } = activity;
    const clients = population.count * this.participation(name);
    const inSession = clients * exchanges * asksPerSecond(activity) * MINUTE;
    const started = this.beginnings((session) => this.atBeginning[session]!.get(name)!);
    const share = clients / Math.max(1, population.count);
    const axis = online.map((part, minute) => part * inSession + started[minute]! * share * exchanges);
    this.addTo(name, new Curve().add('weekly', axis));
  }

  /** Tokens of Microsoft Entra ID, which other requests need. */
  private addTokens(): void {
    const { population, model } = this;
    const { activities, authentication, hours, count } = population;
    const clients = count * authentication.entra;
    if (!activities.token.enabled || clients === 0) return;
    const something = this.atBeginning.map(
      (chances) =>
        1 - requestClasses.reduce((none, name) => none * (name === 'token' ? 1 : 1 - chances.get(name)!), 1),
    );
    const { steady, atBeginning, later } = tokenDemand(population, model.entra.ccmToken, something);
    const axis = this.beginnings((session) => atBeginning[session]!).map(
      (amount) => amount * authentication.entra,
    );
    if (later.length === 0) axis.fill(clients * steady * MINUTE);
    else
      delayedEvenly(later, hours.spread).forEach((chance, minute) => {
        axis[minute]! += clients * chance;
      });
    this.addTo('token', new Curve().add('weekly', axis));
  }

  /** Those that are online when they are told ask, each within a time, if they are online then. */
  private addNotification({ at, occurs = 'once', activity, population, share, within }: Notification): void {
    const { name, hours, count, activities } = this.population;
    if (population !== undefined && population !== name) return;
    const axis = this.axis(occurs);
    const told = count * share * activities[activity].exchanges;
    const last = Math.max(at + 1, at + within);
    for (let minute = Math.floor(at / MINUTE); minute * MINUTE < last; minute++) {
      const part = shareBy((minute + 1) * MINUTE, at, within) - shareBy(minute * MINUTE, at, within);
      const middle = (Math.max(at, minute * MINUTE) + Math.min(last, (minute + 1) * MINUTE)) / 2;
      axis[minute % axis.length]! += told * part * onlineAtBoth(hours, at, within === 0 ? at : middle);
    }
    this.addTo(activity, new Curve().add(occurs, axis));
  }

  private axis(occurs: Occurs): Float64Array {
    return new Float64Array(axisMinutes(occurs, this.weeksOfOnce));
  }

  /** Beginnings of sessions in each minute of the week, each counted with a chance of its own. */
  private beginnings(chance: (session: number) => number): Float64Array {
    const { hours, count } = this.population;
    const axis = new Float64Array(WEEK_MINUTES);
    sessionsOf(hours).forEach(({ begin }, session) => {
      addEvenly(axis, count * chance(session), begin, hours.spread);
    });
    return axis;
  }

  private chanceAtBeginning(name: RequestClass, gap: number): number {
    const { activities, startup } = this.population;
    const activity = activities[name];
    if (!activity.enabled) return 0;
    if ((startup as readonly RequestClass[]).includes(name)) return 1;
    return 1 - chanceOfNone(activity, gap);
  }

  /** Only site tokens are renewed by the calendar. */
  private participation(name: RequestClass): number {
    return name === 'token' ? this.population.authentication.siteToken : 1;
  }

  private addTo(name: RequestClass, requests: Curve): void {
    this.requests.set(name, (this.requests.get(name) ?? new Curve()).addCurve(requests));
  }
}

const meanBytes = ({ request, reply }: ActivityModel): number =>
  createDistribution(request).mean + createDistribution(reply).mean;
