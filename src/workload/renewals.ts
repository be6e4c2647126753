import type { Draw, RandomStream } from '../engine/index.js';
import { type ActivityModel, type PopulationModel, requestClasses } from '../model/schema.js';
import { chanceOfNone } from './demand/due.js';
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
  private readonly activities: readonly ActivityModel[];
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
    this.activities = askedFor(model);
    this.wait = meanWait(this.activities, life.mean);
    this.asksAtStart = model.startup.some((one) => model.activities[one].enabled);
    this.isAlwaysOnline = isAlwaysOnline(model.hours);
  }

  /** @returns when it ends, seconds from time 0; 0 where it has ended already. */
  end(shift: number): number {
    const { hours, start, life, wait } = this;
    const ofAnyAge = this.ofAnyAge();
    if (this.isAlwaysOnline || ofAnyAge === null) return Math.max(0, ofAnyAge ?? 0);
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

  /** What is left at a random moment to a client that is online all the time, below 0 since it ended; null where nobody ever renews it. */
  private ofAnyAge(): number | null {
    const { life, wait, moments, stream } = this;
    const left = life.residual(moments);
    const isOver = stream.uniform() * (life.mean + wait) >= life.mean;
    if (wait === Number.POSITIVE_INFINITY) return null;
    return isOver ? -stream.uniform() * wait : left;
  }

  private nextAsk(shift: number, from: number): number {
    const { hours, start } = this;
    let time = from;
    if (isOnline(hours, shift, start + time)) {
      time += this.nextWait();
      if (isOnline(hours, shift, start + time)) return time;
    }
    return this.firstAsk(time + untilDay(hours, shift, start + time));
  }

  private firstAsk(beginning: number): number {
    return this.asksAtStart ? beginning : beginning + this.nextWait();
  }

  /**
   * Seconds from the end to the next request of a client that is online: of each activity to its next time, whichever comes
   * first. The activity that renewed it last comes a period after that; of a life longer than the period the phase is as good
   * as random.
   */
  private nextWait(): number {
    const { activities, stream, life } = this;
    const renewer = pick(activities, stream.uniform());
    let shortest = Number.POSITIVE_INFINITY;
    for (const activity of activities) {
      const { arrivals, period, probability } = activity;
      const isPoisson = arrivals === 'poisson';
      let seconds = isPoisson ? stream.exponential(period / probability) : stream.uniform() * period;
      if (activity === renewer && isKnown(activity, life.mean)) seconds = period - life.mean;
      if (!isPoisson)
        while (probability < 1 && seconds < shortest && stream.uniform() >= probability) seconds += period;
      if (seconds < shortest) shortest = seconds;
    }
    return shortest;
  }
}

/** Whether the next time of the activity that began a life is known when it ends. */
const isKnown = ({ arrivals, period, spread }: ActivityModel, life: number): boolean =>
  arrivals !== 'poisson' && spread === 0 && life < period;

/** An activity, as often as it asks. */
function pick(activities: readonly ActivityModel[], uniform: number): ActivityModel | undefined {
  let rest = uniform * activities.reduce((sum, one) => sum + rateOf(one), 0);
  return activities.find((one) => {
    rest -= rateOf(one);
    return rest <= 0;
  });
}

const rateOf = ({ probability, period }: ActivityModel): number => probability / period;

/** What a client that is online asks for by itself, tokens apart. */
const askedFor = ({ activities }: PopulationModel): ActivityModel[] =>
  requestClasses
    .filter((name) => name !== 'token')
    .map((name) => activities[name])
    .filter(({ enabled, probability }) => enabled && probability > 0);

/** Mean of `nextWait`: the integral of the chance that no activity has come, for each that may have begun the life. */
function meanWait(activities: readonly ActivityModel[], life: number): number {
  if (activities.length === 0) return Number.POSITIVE_INFINITY;
  const step = Math.min(...activities.map(({ period }) => period)) / STEPS;
  const total = activities.reduce((sum, one) => sum + rateOf(one), 0);
  return activities.reduce((mean, renewer) => {
    let own = 0;
    for (let time = step / 2, chance = 1; chance > NOTHING; time += step) {
      chance = activities.reduce((none, activity) => {
        if (activity !== renewer || !isKnown(activity, life)) return none * chanceOfNone(activity, time);
        const next = activity.period - life;
        return time < next
          ? none
          : none * (1 - activity.probability) ** (1 + Math.floor((time - next) / activity.period));
      }, 1);
      own += chance * step;
    }
    return mean + (rateOf(renewer) / total) * own;
  }, 0);
}

/** Steps of the integral in the shortest period. */
const STEPS = 200;
/** A chance below this is none. */
const NOTHING = 1e-9;
