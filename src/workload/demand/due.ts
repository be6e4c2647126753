import type { ActivityModel } from '../../model/schema.js';

/** Phases of the period over which a delayed activity is averaged. */
const PHASES = 400;
/** A chance below this is none. */
const NOTHING = 1e-12;

/** The chance that a client has nothing to ask for in a time of so many seconds, at whatever time it begins. */
export function chanceOfNone(activity: ActivityModel, seconds: number): number {
  const { enabled, arrivals, period, probability, spread } = activity;
  if (!enabled || probability === 0 || seconds <= 0) return 1;
  if (arrivals === 'poisson') return Math.exp((-probability * seconds) / period);
  if (spread > 0) return chanceOfNoneDelayed(activity, seconds);
  const whole = Math.floor(seconds / period);
  return (1 - probability) ** whole * (1 - probability * (seconds / period - whole));
}

/** With a random delay more or fewer fall into a time than without: each of those near it with a chance of its own. */
function chanceOfNoneDelayed({ period, probability, spread }: ActivityModel, seconds: number): number {
  let sum = 0;
  for (let phase = 0; phase < PHASES; phase++) {
    let none = 1;
    const first = ((phase + 0.5) / PHASES) * period - Math.ceil(spread / period) * period;
    for (let due = first; due < seconds && none > NOTHING; due += period) {
      const within = Math.min(seconds, due + spread) - Math.max(0, due);
      if (within > 0) none *= 1 - probability * (within / spread);
    }
    sum += none;
  }
  return sum / PHASES;
}

/** How often a client that is always online asks, a second. */
export const asksPerSecond = ({ enabled, probability, period }: ActivityModel): number =>
  enabled ? probability / period : 0;
