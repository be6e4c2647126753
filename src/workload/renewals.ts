import type { Draw, RandomStream } from '../engine/index.js';
import { type PopulationModel, requestClasses } from '../model/schema.js';
import { isAlwaysOnline, isOnline, sinceEnd, sinceReturn, untilDay } from './hours.js';

/** Renewals after which one has forgotten its beginning. */
const FORGOTTEN = 20;

/**
 * Something of a client that lives for a while and is renewed by the first request after its end (a token, a name in a
 * cache), on a site that has run for long: when the last one before time 0 ends. A night longer than its life begins it
 * anew, and all is walked from there; where it does not matter any more, or there is no such night, it is walked from
 * any age, some lives before. Between its end and the next request of a client that is online passes a random time.
 */
export class Renewals {
  private readonly hours: PopulationModel['hours'];
  /** Mean time to the next request of a client that is online, seconds. */
  private readonly wait: number;
  private readonly asksAtStart: boolean;
  private readonly isAlwaysOnline: boolean;

  constructor(
    model: PopulationModel,
    /** Seconds since Monday 00:00 UTC at time 0. */
    private readonly start: number,
    private readonly life: Draw,
    /** Where in a life time 0 lies, of those that are of any age. */
    private readonly moments: RandomStream,
    private readonly stream: RandomStream,
  ) {
    this.hours = model.hours;
    this.wait = 1 / asksPerSecond(model);
    this.asksAtStart = model.startup.some((one) => model.activities[one].enabled);
    this.isAlwaysOnline = isAlwaysOnline(model.hours);
  }

  /** @returns when it ends, seconds from time 0; 0 where it has ended already. */
  end(shift: number): number {
    const { hours, start, life, wait } = this;
    const ofAnyAge = this.ofAnyAge();
    if (this.isAlwaysOnline || ofAnyAge === null) return ofAnyAge ?? 0;
    if (!isOnline(hours, shift, start) && sinceEnd(hours, shift, start) >= life.mean) return 0;
    const forgotten = FORGOTTEN * (life.mean + wait);
    const back = sinceReturn(hours, shift, start, life.mean) ?? forgotten;
    let end = back < forgotten ? this.firstAsk(-back) + life.next() : ofAnyAge - forgotten;
    while (end <= 0) {
      const renewed = this.nextAsk(shift, end);
      if (renewed > 0) return 0;
      end = renewed + life.next();
    }
    return end;
  }

  /** What is left at a random moment to a client that is online all the time; null where nobody ever renews it. */
  private ofAnyAge(): number | null {
    const { life, wait, moments, stream } = this;
    const left = life.residual(moments);
    const isOver = stream.uniform() * (life.mean + wait) >= life.mean;
    if (wait === Number.POSITIVE_INFINITY) return null;
    return isOver ? 0 : left;
  }

  private nextAsk(shift: number, from: number): number {
    const { hours, start, wait, stream } = this;
    let time = from;
    if (isOnline(hours, shift, start + time)) {
      time += stream.exponential(wait);
      if (isOnline(hours, shift, start + time)) return time;
    }
    return this.firstAsk(time + untilDay(hours, shift, start + time));
  }

  private firstAsk(beginning: number): number {
    return this.asksAtStart ? beginning : beginning + this.stream.exponential(this.wait);
  }
}

/** What a client that is online asks for by itself, tokens apart. */
function asksPerSecond({ activities }: PopulationModel): number {
  let rate = 0;
  for (const requestClass of requestClasses) {
    const { enabled, probability, period } = activities[requestClass];
    if (enabled && requestClass !== 'token') rate += probability / period;
  }
  return rate;
}
