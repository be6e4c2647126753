import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenInvariant } from '../../../src/gateway/request/broken-invariant.js';
import {
  ABANDON,
  CUT,
  END,
  FATES,
  type Fate,
  type FateEvent,
  type FateEventId,
  nextFate,
  PAUSE,
  RESUME,
  START,
  STOP,
  TAKE,
  TRANSITIONS,
  WAIT,
} from '../../../src/gateway/request/fate.js';
import type { RequestId } from '../../../src/gateway/request/ids.js';
import { RequestStore } from '../../../src/gateway/request/requests.js';
import { id } from '../id.js';

const NUMBERS: Record<FateEvent, FateEventId> = {
  take: TAKE,
  start: START,
  wait: WAIT,
  resume: RESUME,
  abandon: ABANDON,
  cut: CUT,
  stop: STOP,
  pause: PAUSE,
  end: END,
};

/** The same thing said otherwise: what is true of an attempt, not what it is called. */
interface Truth {
  readonly inUse: boolean;
  readonly underWay: boolean;
  readonly hasWay: boolean;
  readonly clientWaits: boolean;
  readonly waitsForAnother: boolean;
}
const NOTHING: Truth = {
  inUse: false,
  underWay: false,
  hasWay: false,
  clientWaits: false,
  waitsForAnother: false,
};
const TRUTHS: Record<Fate, Truth> = {
  travelling: { ...NOTHING, inUse: true, underWay: true, hasWay: true, clientWaits: true },
  orphaned: { ...NOTHING, inUse: true, underWay: true, hasWay: true },
  'cut-off': { ...NOTHING, inUse: true, underWay: true, clientWaits: true },
  vanishing: { ...NOTHING, inUse: true, underWay: true },
  parked: { ...NOTHING, inUse: true, clientWaits: true },
  waiting: { ...NOTHING, inUse: true, clientWaits: true, waitsForAnother: true },
  free: NOTHING,
};

/** What each event needs and what it makes true, in plain words: null where it cannot happen. */
const RULES: Record<FateEvent, (now: Truth) => Truth | null> = {
  take: (now) => (now.inUse ? null : { ...now, inUse: true, clientWaits: true }),
  start: (now) => (isAtRest(now) ? { ...now, underWay: true, hasWay: true } : null),
  wait: (now) =>
    now.underWay && now.hasWay && now.clientWaits
      ? { ...now, underWay: false, hasWay: false, waitsForAnother: true }
      : null,
  resume: (now) =>
    now.waitsForAnother ? { ...now, waitsForAnother: false, underWay: true, hasWay: true } : null,
  abandon: (now) => (now.underWay && now.clientWaits ? { ...now, clientWaits: false } : null),
  cut: (now) => (now.underWay ? { ...now, hasWay: false } : null),
  stop: (now) => (now.underWay ? usedWhileWaitedFor({ ...now, underWay: false, hasWay: false }) : null),
  pause: (now) =>
    now.clientWaits && (!now.underWay || now.hasWay)
      ? { ...now, underWay: false, hasWay: false, waitsForAnother: false }
      : null,
  end: (now) => (isAtRest(now) || (now.clientWaits && now.hasWay) ? NOTHING : null),
};
const isAtRest = (now: Truth): boolean => now.clientWaits && !now.underWay && !now.waitsForAnother;
const usedWhileWaitedFor = (now: Truth): Truth => (now.clientWaits ? now : NOTHING);

const events = Object.keys(TRANSITIONS) as FateEvent[];

describe('the table of fates', () => {
  it.each(events.flatMap((event) => FATES.map((fate) => [event, fate] as const)))(
    'says of %s what its rule says of a request that is %s',
    (event, fate) => {
      const expected = RULES[event](TRUTHS[fate]);
      const act = () => nextFate(id(FATES.indexOf(fate)), NUMBERS[event]);
      if (expected === null) expect(act).toThrow(BrokenInvariant);
      else expect(TRUTHS[FATES[act()]!]).toEqual(expected);
    },
  );

  it('names event and fate when it refuses', () => {
    expect(() => nextFate(id(FATES.indexOf('orphaned')), WAIT)).toThrow(
      "I1 requests: 'wait' cannot happen to a request that is orphaned",
    );
  });
});

describe('a store of requests under any sequence of events', () => {
  it('counts each wish of a client once, whatever is given up, lost and tried again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...events, 'leave' as const), fc.nat(20)), { maxLength: 200 }),
        (steps) => {
          const store = new RequestStore(2);
          /** Every record by what is true of it, and how many wishes of clients there are. */
          const truths = new Map<RequestId, Truth>();
          let wishes = 0;
          for (const [step, choice] of steps) {
            if (step === 'take') {
              const request = store.allocate();
              store.setClient(request, id(choice));
              truths.set(request, RULES.take(NOTHING)!);
              wishes++;
              continue;
            }
            const request = [...truths.keys()][choice % Math.max(1, truths.size)];
            if (request === undefined) continue;
            const before = truths.get(request)!;
            if (step === 'leave') {
              // The client goes on with another record; what is under way ends without it.
              if (!before.clientWaits || !before.underWay) continue;
              const copy = store.detach(request);
              store.happens(request, ABANDON);
              truths.set(copy, TRUTHS.parked);
              truths.set(request, RULES.abandon(before)!);
              continue;
            }
            if (step === 'abandon') continue; // `leave` alone abandons, so that the wish goes on
            const after = RULES[step](before);
            if (after === null) {
              expect(() => store.happens(request, NUMBERS[step])).toThrow(BrokenInvariant);
              expect(TRUTHS[FATES[store.fate(request)]!]).toEqual(before);
              continue;
            }
            store.happens(request, NUMBERS[step]);
            if (step === 'end') wishes--;
            if (after.inUse) truths.set(request, after);
            else truths.delete(request);
          }
          let counted = 0;
          const seen = new Map<RequestId, Truth>();
          store.forEach((request) => {
            const truth = TRUTHS[FATES[store.fate(request)]!];
            seen.set(request, truth);
            if (truth.clientWaits) counted++;
          });
          expect(seen).toEqual(truths);
          expect(store.active).toBe(truths.size);
          expect(counted).toBe(wishes);
        },
      ),
      { seed: 20261130, numRuns: 500 },
    );
  });
});
