import { createDistribution } from '../engine/index.js';
import {
  type ActivityModel,
  type EventModel,
  type Model,
  type PopulationModel,
  type RequestClass,
  requestClasses,
} from '../model/schema.js';
import { addContentBytes, addDeployment } from './demand/content.js';
import { asksPerSecond, chanceOfNone } from './demand/due.js';
import { onlineAtBoth } from './demand/presence.js';
import { tokenDemand } from './demand/tokens.js';
import {
  addEvenly,
  byHour,
  delayedEvenly,
  MINUTE,
  onlineShares,
  sessionsOf,
  shareBy,
  WEEK_MINUTES,
  WEEK_SECONDS,
} from './demand/week.js';
import { type Work, workOf } from './demand/work.js';

/** What a population is expected to ask for, by hour of the week: the first begins on Monday 00:00 UTC. */
interface PopulationDemand {
  readonly name: string;
  /** Clients online, mean of the hour. */
  readonly clients: Float64Array;
  /** By request class, those that are asked for at all. */
  readonly classes: Readonly<Partial<Record<RequestClass, ClassDemand>>>;
  /** Bytes of relayed requests and their replies, a second. */
  readonly bytes: Float64Array;
  /** Seconds of work of all instances, a second: on requests, downloads and connections. */
  readonly cpu: Float64Array;
  /** Downloads of content begun, and bytes of content, a second. */
  readonly downloads: Float64Array;
  readonly contentBytes: Float64Array;
  readonly totals: Totals;
}

/** What a population asks for in all, for a bill: the hours of the week say nothing of how often content comes. */
interface Totals {
  /** Bytes of relayed requests and their replies. */
  readonly relayedBytes: Recurring;
  /** Downloads begun of each package, in the order of the model. */
  readonly downloads: readonly Recurring[];
}

/** An amount of every week, and one that comes once (or once a month). */
export interface Recurring {
  readonly everyWeek: number;
  readonly once: number;
}

/** Relayed requests of one class: how many, their bytes and those of the replies, and seconds of work on them, a second. */
interface ClassDemand {
  readonly requests: Float64Array;
  readonly bytes: Float64Array;
  readonly cpu: Float64Array;
}

/** What all clients of a model are expected to ask for: the mean over chance, of a site that has run for weeks. */
export interface Demand {
  readonly populations: readonly PopulationDemand[];
  /** Relayed requests a second, minute by minute from Monday 00:00 UTC on: what comes again every week. */
  readonly everyWeek: Float64Array;
  /** What content and events add that come once, or once in four weeks: on an axis of as many whole weeks as it takes. */
  readonly once: Float64Array;
}

/**
 * The expected demand of a model, from its rules alone. Retries and failures are no demand; answers are taken to come at
 * once. Content and events come at the time that the model states, the weekly ones every week; by hour of the week, those of
 * later weeks are added to the hours of the first.
 */
export function demandOf(model: Model): Demand {
  const found = known.get(model) ?? settle(model);
  known.set(model, found);
  return found;
}

/** A study asks for the demand of one model several times: to place its window, for its bill and for its results. */
const known = new WeakMap<Model, Demand>();

function settle(model: Model): Demand {
  const everyWeek = new Float64Array(WEEK_MINUTES);
  const once = new Float64Array(weeksOfOnce(model) * WEEK_MINUTES);
  const populations = model.clients.map((population) =>
    new PopulationAccount(model, population, everyWeek, once).settle(),
  );
  return { populations, everyWeek, once };
}

/** Weeks on which content and events fall, and one for what they bring later. */
function weeksOfOnce({ content, events }: Model): number {
  const moments = [
    ...content.flatMap(({ deployments }) =>
      deployments.flatMap((one) => (one.occurs === 'weekly' ? [] : [one.available + one.window])),
    ),
    ...events.flatMap((event) =>
      event.event === 'notify' && event.occurs !== 'weekly' ? [event.at + event.within] : [],
    ),
  ];
  return moments.length === 0 ? 1 : Math.floor(Math.max(...moments) / WEEK_SECONDS) + 2;
}

/** Adds up what one population asks for. */
class PopulationAccount {
  private readonly online: Float64Array;
  private readonly work: Work;
  /** By class: requests of each minute of the week, and of each minute from the first Monday on. */
  private readonly weekly = new Map<RequestClass, Float64Array>();
  private readonly single = new Map<RequestClass, Float64Array>();
  /** By session of the week and class: the chance that a client asks at its beginning. */
  private readonly atBeginning: readonly ReadonlyMap<RequestClass, number>[];

  constructor(
    private readonly model: Model,
    private readonly population: PopulationModel,
    private readonly everyWeek: Float64Array,
    private readonly once: Float64Array,
  ) {
    this.online = onlineShares(population.hours);
    this.work = workOf(model, population);
    this.atBeginning = sessionsOf(population.hours).map(
      ({ gap }) => new Map(requestClasses.map((name) => [name, this.chanceAtBeginning(name, gap)])),
    );
  }

  settle(): PopulationDemand {
    for (const name of requestClasses) this.addActivity(name);
    this.addTokens();
    for (const event of this.model.events) if (event.event === 'notify') this.addNotification(event);
    const content = this.addContent();
    const cpu = new Float64Array(content.cpu);
    const bytes = new Float64Array(cpu.length);
    const classes: Partial<Record<RequestClass, ClassDemand>> = {};
    const first = byHour(this.beginnings(() => 1));
    const reconnecting = byHour(this.online);
    const { count } = this.population;
    cpu.forEach((_, hour) => {
      cpu[hour]! += (first[hour]! / MINUTE) * this.work.first;
      cpu[hour]! += count * reconnecting[hour]! * this.work.reconnecting;
    });
    for (const name of requestClasses) {
      const perSecond = this.perSecond(name);
      if (perSecond === null) continue;
      const activity = this.population.activities[name];
      const [size, work] = [meanBytes(activity), this.work.request(activity)];
      const one = {
        requests: perSecond,
        bytes: perSecond.map((rate) => rate * size),
        cpu: perSecond.map((rate) => rate * work),
      };
      classes[name] = one;
      perSecond.forEach((_, hour) => {
        bytes[hour]! += one.bytes[hour]!;
        cpu[hour]! += one.cpu[hour]!;
      });
    }
    const clients = byHour(this.online).map((share) => share * count);
    const { downloads, contentBytes } = content;
    const totals = { relayedBytes: this.relayedBytes(), downloads: content.totals };
    return { name: this.population.name, clients, classes, bytes, cpu, downloads, contentBytes, totals };
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
    if (axis.some((amount) => amount > 0)) this.addTo(this.weekly, name, axis);
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
    this.addTo(this.weekly, 'token', axis);
  }

  /** Those that are online when they are told ask, each within a time, if they are online then. */
  private addNotification({ at, occurs, activity, population, share, within }: Notification): void {
    const { name, hours, count, activities } = this.population;
    if (population !== undefined && population !== name) return;
    const isWeekly = occurs === 'weekly';
    const axis = new Float64Array(isWeekly ? WEEK_MINUTES : this.once.length);
    const told = count * share * activities[activity].exchanges;
    const last = Math.max(at + 1, at + within);
    for (let minute = Math.floor(at / MINUTE); minute * MINUTE < last; minute++) {
      const part = shareBy((minute + 1) * MINUTE, at, within) - shareBy(minute * MINUTE, at, within);
      const middle = (Math.max(at, minute * MINUTE) + Math.min(last, (minute + 1) * MINUTE)) / 2;
      axis[minute % axis.length]! += told * part * onlineAtBoth(hours, at, within === 0 ? at : middle);
    }
    this.addTo(isWeekly ? this.weekly : this.single, activity, axis);
  }

  /** Downloads, each with the question where its content is. */
  private addContent() {
    const { population, model, work, once } = this;
    const everyone = model.clients.reduce((sum, { count }) => sum + count, 0);
    const atGateway = new Float64Array(once.length);
    const all = new Float64Array(once.length);
    const bytesOnce = new Float64Array(once.length);
    const bytesWeekly = new Float64Array(WEEK_MINUTES);
    const weekly = new Float64Array(WEEK_MINUTES);
    const weeklyAtGateway = new Float64Array(WEEK_MINUTES);
    const policy = this.atBeginning.map((chances) => chances.get('policy')!);
    const totals: Recurring[] = [];
    for (const { deployments, onDemand = 0, size, source, peers } of model.content) {
      if (source === 'windows-update') {
        totals.push({ everyWeek: 0, once: 0 }); // past the gateway, in no part of which it is seen
        continue;
      }
      const bytes = createDistribution(size).mean * (1 - peers);
      const begun = new Float64Array(once.length);
      const again = new Float64Array(WEEK_MINUTES);
      for (const deployment of deployments)
        addDeployment(deployment.occurs === 'weekly' ? again : begun, population, deployment, policy);
      const perMinute = everyone === 0 ? 0 : (onDemand * MINUTE * population.count) / everyone;
      const asked = this.online.map((share, minute) => share * perMinute + again[minute]!);
      const counts = source === 'gateway' ? 1 : 0;
      begun.forEach((count, minute) => {
        all[minute]! += count;
        atGateway[minute]! += count * counts;
      });
      asked.forEach((count, minute) => {
        weekly[minute]! += count;
        weeklyAtGateway[minute]! += count * counts;
      });
      totals.push({ everyWeek: sum(asked), once: sum(begun) });
      addContentBytes(bytesOnce, begun, bytes, population);
      addContentBytes(bytesWeekly, asked, bytes, population);
    }
    if (all.some((count) => count > 0)) this.addTo(this.single, 'content-location', all);
    if (weekly.some((count) => count > 0)) this.addTo(this.weekly, 'content-location', weekly);
    const perSecond = (a: Float64Array, b: Float64Array): Float64Array => {
      const later = byHour(b);
      return byHour(a).map((value, hour) => (value + later[hour]!) / MINUTE);
    };
    return {
      downloads: perSecond(all, weekly),
      contentBytes: perSecond(bytesOnce, bytesWeekly),
      totals,
      cpu: perSecond(atGateway, weeklyAtGateway).map((rate) => rate * work.download),
    };
  }

  private relayedBytes(): Recurring {
    const { activities } = this.population;
    const bytes = (axes: ReadonlyMap<RequestClass, Float64Array>): number =>
      [...axes].reduce((total, [name, axis]) => total + sum(axis) * meanBytes(activities[name]), 0);
    return { everyWeek: bytes(this.weekly), once: bytes(this.single) };
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

  private addTo(kind: Map<RequestClass, Float64Array>, name: RequestClass, amounts: Float64Array): void {
    const known = kind.get(name);
    if (known === undefined) kind.set(name, amounts.slice());
    else
      amounts.forEach((amount, minute) => {
        known[minute]! += amount;
      });
    const total = kind === this.weekly ? this.everyWeek : this.once;
    amounts.forEach((amount, minute) => {
      total[minute]! += amount / MINUTE;
    });
  }

  /** Requests of a class a second by hour of the week, null where none is asked for. */
  private perSecond(name: RequestClass): Float64Array | null {
    const axes = [this.weekly.get(name), this.single.get(name)].filter((axis) => axis !== undefined);
    if (axes.length === 0) return null;
    const hours = axes.map(byHour);
    return hours[0]!.map((_, hour) => hours.reduce((sum, one) => sum + one[hour]!, 0) / MINUTE);
  }
}

type Notification = EventModel & { readonly event: 'notify' };

const sum = (amounts: Float64Array): number => amounts.reduce((total, amount) => total + amount, 0);

const meanBytes = ({ request, reply }: ActivityModel): number =>
  createDistribution(request).mean + createDistribution(reply).mean;
