import { BrokenInvariant } from './broken-invariant.js';
import type { Id } from './ids.js';

/**
 * What becomes of an attempt, as one small table. An attempt has two sides that know nothing of each other: what is under
 * way for it, and a client that waits, or has given it up. The two that go on stand first: `goesOn` is `fate <= ORPHANED`.
 */
export const FATES = [
  'travelling', // the client waits, and the attempt is on its way
  'orphaned', // the client has given it up; what it started goes on and costs its time
  'cut-off', // what it travels on is lost (a channel), which shows at its next stage; the client waits and does not know
  'vanishing', // what it travels on is lost, and nobody waits
  'parked', // nothing is under way; the client waits for a time-out, or pauses before it tries again
  'waiting', // for the answer to another request (a token, a location), which it or another has caused
  'free', // nobody uses the record
] as const;
export type Fate = (typeof FATES)[number];

/** A fate as a number; those that code asks for. */
export type FateId = Id<'fate'>;
export const TRAVELLING = 0 as FateId;
export const ORPHANED = 1 as FateId;
export const VANISHING = 3 as FateId;
export const PARKED = 4 as FateId;
export const WAITING = 5 as FateId;
export const FREE = 6 as FateId;

/** What may happen to an attempt, and the fate that each fate then becomes. What is not listed cannot happen. */
export const TRANSITIONS = {
  /** A record is taken for a request that has made no attempt yet. */
  take: { free: 'parked' },
  /** An attempt begins. */
  start: { parked: 'travelling' },
  /** It stops until another request is answered. An attempt that was given up asks for nothing. */
  wait: { travelling: 'waiting' },
  /** The answer has come, or will not come. */
  resume: { waiting: 'travelling' },
  /** Its client gives it up, and what is under way goes on. */
  abandon: { travelling: 'orphaned', 'cut-off': 'vanishing' },
  /** What it travels on is lost, which shows at its next stage. */
  cut: { travelling: 'cut-off', orphaned: 'vanishing', 'cut-off': 'cut-off', vanishing: 'vanishing' },
  /** Nothing is under way for it any more, and the client does not hear of it. */
  stop: { travelling: 'parked', 'cut-off': 'parked', orphaned: 'free', vanishing: 'free' },
  /** The client hears that it has failed, or has given up what it waited for: it pauses. */
  pause: { travelling: 'parked', waiting: 'parked', parked: 'parked' },
  /** The request ends: it is answered, or its client gives up for good. */
  end: { travelling: 'free', parked: 'free' },
} as const satisfies Record<string, Partial<Record<Fate, Fate>>>;

export type FateEvent = keyof typeof TRANSITIONS;

/** Fates of a row of `NEXT`. */
const ROW = 8;
const IMPOSSIBLE = -1;
const EVENTS = Object.keys(TRANSITIONS) as FateEvent[];

/** The table as numbers: at `event * ROW + fate` the next fate. */
const NEXT = Int8Array.from({ length: EVENTS.length * ROW }, (_, place) => {
  const row: Partial<Record<Fate, Fate>> = TRANSITIONS[EVENTS[Math.floor(place / ROW)]];
  const fate = FATES[place % ROW];
  const next = fate === undefined ? undefined : row[fate];
  return next === undefined ? IMPOSSIBLE : FATES.indexOf(next);
});

/** What happens, as the place of its row. */
export type FateEventId = Id<'fate event'>;

const rowOf = (event: FateEvent) => (EVENTS.indexOf(event) * ROW) as FateEventId;
export const TAKE = rowOf('take');
export const START = rowOf('start');
export const WAIT = rowOf('wait');
export const RESUME = rowOf('resume');
export const ABANDON = rowOf('abandon');
export const CUT = rowOf('cut');
export const STOP = rowOf('stop');
export const PAUSE = rowOf('pause');
export const END = rowOf('end');

/**
 * The fate that follows.
 * @param event one of the rows above, such as `START`
 * @throws BrokenInvariant when this cannot happen to an attempt of that fate
 */
export function nextFate(fate: FateId, event: FateEventId): FateId {
  const next = NEXT[event + fate];
  if (next === IMPOSSIBLE) throw impossible(fate, event);
  return next as FateId;
}

const impossible = (fate: FateId, event: FateEventId): BrokenInvariant =>
  new BrokenInvariant([
    `I1 requests: '${EVENTS[event / ROW]}' cannot happen to a request that is ${FATES[fate]}`,
  ]);
