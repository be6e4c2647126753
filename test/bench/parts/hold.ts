import { ourProcess } from '../child-process.js';
import { atLeast, type Goal } from '../goal.js';
import { type IncrementKind, incrementKinds } from '../increments.js';
import { runPairs } from '../pairs.js';
import type { Part, Row, Setting } from '../part.js';
import { referenceProcess } from '../references.js';

const REPLICATIONS = 4;
const SIZES = [1e2, 1e3, 1e4, 1e5, 1e6];
/** Sizes with a goal of their own; the others are shown. */
const GOAL_SIZES = [1e2, 1e4, 1e6];
const HARD_SIZES = [1e4, 1e5];
/** A ratio below this, on increments that are hard on a calendar, is a cliff. */
const NO_CLIFF = 0.8;

const operationsOf = ({ quick }: Setting) => (quick ? 100_000 : 1_000_000);

const inPowers = (size: number) => `1e${Math.round(Math.log10(size))}`;

const hold = (structure: string, pending: number, setting: Setting, kind: IncrementKind = 'exponential') =>
  ourProcess('hold', structure, pending, operationsOf(setting), REPLICATIONS, kind);

function against(reference: string, pending: number, setting: Setting): Row {
  const hasGoal = reference.startsWith('flatqueue') && GOAL_SIZES.includes(pending);
  return runPairs(
    {
      what: inPowers(pending),
      against: reference,
      ours: hold('default', pending, setting),
      reference: hold(reference, pending, setting),
      ...(hasGoal ? { goal: (ratio: number): Goal => atLeast(ratio, 1) } : {}),
    },
    setting,
  );
}

function againstReferences(pending: number, setting: Setting): Row[] {
  const { references } = setting;
  if (references === null) return [];
  return ['heap', 'calendar'].map((queue) =>
    runPairs(
      {
        what: inPowers(pending),
        against: `C++ ${queue}`,
        ours: hold('default', pending, setting),
        reference: referenceProcess(references, 'hold', queue, operationsOf(setting), REPLICATIONS, pending),
      },
      setting,
    ),
  );
}

/** The hold model through the public engine, against flatqueue, the other layouts of the queue and C++. */
export const holdPart: Part = {
  name: 'hold',
  when: 'always',
  run: (setting) =>
    (setting.quick ? SIZES.slice(0, 3) : SIZES).flatMap((pending) => [
      ...['flatqueue', 'flatqueue-fixed', 'binary', 'quaternary'].map((reference) =>
        against(reference, pending, setting),
      ),
      ...againstReferences(pending, setting),
    ]),
};

/** The hold model with increments that are hard on a calendar, against the binary heap of the same engine. */
export const hardIncrementsPart: Part = {
  name: 'increments',
  when: 'always',
  run: (setting) =>
    (setting.quick ? HARD_SIZES.slice(0, 1) : HARD_SIZES).flatMap((pending) =>
      incrementKinds.map((kind) =>
        runPairs(
          {
            what: `${kind}, ${inPowers(pending)}`,
            against: 'binary',
            ours: hold('default', pending, setting, kind),
            reference: hold('binary', pending, setting, kind),
            goal: (ratio) => atLeast(ratio, NO_CLIFF),
          },
          setting,
        ),
      ),
    ),
};
