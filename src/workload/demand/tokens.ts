import { createDistribution, type DistributionSpec, Simulation } from '../../engine/index.js';
import { type PopulationModel, requestClasses } from '../../model/schema.js';
import { chanceOfNone } from './due.js';
import { MINUTE, sessionsOf, WEEK_MINUTES, type WeeklySession } from './week.js';

/** Weeks that are followed, and those of them, the last, whose mean counts: the beginning is forgotten by then. */
const WEEKS = 8;
const COUNTED = 4;
/** Values that stand for a life that is drawn. */
const LIVES = 200;
/** A chance below this is none. */
const NOTHING = 1e-9;

/** How often a client of Microsoft Entra ID asks for a new CCM token. */
export interface TokenDemand {
  /** A second, where clients never go offline. */
  readonly steady: number;
  /** By session of the week: the chance that a client asks at its very beginning. */
  readonly atBeginning: readonly number[];
  /** By minute of the week: how often it asks later in its sessions, were its shift 0. */
  readonly later: Float64Array;
}

/**
 * A token is asked for when one is needed and the old one has expired: at the first request after that, which is at the
 * beginning of a session where it expired while the client was offline.
 * @param chanceAtBeginning by session: that a client asks for anything at its beginning
 */
export function tokenDemand(
  { hours, activities }: PopulationModel,
  life: DistributionSpec,
  chanceAtBeginning: readonly number[],
): TokenDemand {
  const sessions = sessionsOf(hours);
  const quiet = (seconds: number): number =>
    requestClasses.reduce(
      (chance, name) => (name === 'token' ? chance : chance * chanceOfNone(activities[name], seconds)),
      1,
    );
  if (sessions.length === 0) return { steady: steadyRate(life, quiet), atBeginning: [], later: NO_TIME };
  const longest = Math.ceil(Math.max(...sessions.map(({ seconds }) => seconds)) / MINUTE);
  return new Renewals(
    sessions,
    chanceAtBeginning,
    minutesToRequest(quiet, longest),
    minutesOf(life),
  ).follow();
}

const NO_TIME = new Float64Array(0);

/** One renewal in a life and the mean time to the next request. */
function steadyRate(life: DistributionSpec, quiet: (seconds: number) => number): number {
  let wait = 0;
  for (let time = 0; time < WEEK_MINUTES * MINUTE; time += STEP) {
    const chance = quiet(time + STEP / 2);
    if (chance < NOTHING) break;
    wait += chance * STEP;
  }
  const cycle = createDistribution(life).mean + wait;
  return wait < WEEK_MINUTES * MINUTE * 0.99 && cycle > 0 ? 1 / cycle : 0;
}

/** Seconds of a step of an integral. */
const STEP = 10;

/** By minute from any moment of a session on: the chance that a client's next request comes in it. */
function minutesToRequest(quiet: (seconds: number) => number, longest: number): Float64Array {
  const chances: number[] = [];
  let before = 1;
  for (let minute = 0; minute < longest && before > NOTHING; minute++) {
    const after = quiet((minute + 1) * MINUTE);
    chances.push(before - after);
    before = after;
  }
  return Float64Array.from(chances);
}

/** Equally likely lives, in whole minutes. */
function minutesOf(life: DistributionSpec): number[] {
  const distribution = createDistribution(life);
  const whole = (seconds: number): number => Math.max(1, Math.round(seconds / MINUTE));
  if (distribution.variance === 0) return [whole(distribution.mean)];
  const stream = new Simulation({ seed: 'demand' }).stream('token-life');
  return Array.from({ length: LIVES }, () => whole(distribution.sample(stream)));
}

/** Follows the token of one client, as chances minute by minute, until the weeks are alike. */
class Renewals {
  private readonly length = WEEKS * WEEK_MINUTES;
  /** By minute: the chance that the token expires, or is renewed. */
  private readonly expiring = new Float64Array(this.length);
  private readonly renewed = new Float64Array(this.length);
  private readonly atBeginning: number[];
  /** The chance that the token has expired, and that no request has come in this session. */
  private waiting = 0;

  constructor(
    private readonly sessions: readonly WeeklySession[],
    private readonly chanceAtBeginning: readonly number[],
    private readonly toRequest: Float64Array,
    private readonly lives: readonly number[],
  ) {
    this.atBeginning = sessions.map(() => 0);
  }

  follow(): TokenDemand {
    for (const life of this.lives)
      for (let minute = 0; minute < Math.min(life, this.length); minute++)
        this.expiring[minute]! += 1 / life / this.lives.length;
    let minute = 0;
    for (let week = 0; week < WEEKS; week++)
      this.sessions.forEach(({ begin, seconds }, index) => {
        const first = week * WEEK_MINUTES + Math.floor(begin / MINUTE);
        const end = Math.min(this.length, first + Math.ceil(seconds / MINUTE));
        for (; minute < Math.min(first, this.length); minute++) this.waiting += this.expiring[minute]!;
        this.begin(first, end, index, week >= WEEKS - COUNTED);
        for (; minute < end; minute++) this.expect(this.expiring[minute]!, minute, end);
      });
    return { steady: 0, atBeginning: this.atBeginning, later: this.meanWeek() };
  }

  private begin(minute: number, end: number, session: number, counts: boolean): void {
    if (minute >= this.length) return;
    const waiting = this.waiting;
    this.waiting = 0;
    const atOnce = waiting * this.chanceAtBeginning[session]!;
    if (counts) this.atBeginning[session]! += atOnce / COUNTED;
    this.renew(atOnce, minute);
    this.expect(waiting - atOnce, minute, end);
  }

  /** It has expired in a session: the next request renews it, in this session or in a later one. */
  private expect(chance: number, minute: number, end: number): void {
    if (chance < NOTHING * NOTHING) return;
    const { toRequest } = this;
    let left = chance;
    for (let after = 0; after < toRequest.length && minute + after < end; after++) {
      const asked = chance * toRequest[after]!;
      this.renewed[minute + after]! += asked;
      this.renew(asked, minute + after);
      left -= asked;
    }
    this.waiting += left;
  }

  private renew(chance: number, minute: number): void {
    if (chance <= 0) return;
    for (const life of this.lives)
      if (minute + life < this.length) this.expiring[minute + life]! += chance / this.lives.length;
  }

  private meanWeek(): Float64Array {
    const week = new Float64Array(WEEK_MINUTES);
    for (let minute = this.length - COUNTED * WEEK_MINUTES; minute < this.length; minute++)
      week[minute % WEEK_MINUTES]! += this.renewed[minute]! / COUNTED;
    return week;
  }
}
