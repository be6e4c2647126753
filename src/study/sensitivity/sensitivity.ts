import type { Observation } from '../../gateway/simulation/observation.js';
import { type Interval, meanInterval } from '../../measure/interval.js';
import type { Deployment } from '../experiment/deployment.js';
import type { ModelSource } from '../experiment/model-source.js';
import { type Bound, boundValue } from '../plan/bounds.js';
import type { SimulateOne } from '../simulate/kept-samples.js';
import {
  type AssumedParameter,
  assumedParameters,
  readsOf,
  type SampleTimes,
  withValue,
} from './parameters.js';

/** A deployment on which a decision rests, by scenario, with what it must keep in each. */
export interface Subject {
  readonly role: 'selected' | 'cheaper';
  readonly deployments: readonly Deployment[];
}

/** A subject at one value of a parameter: its nearest limit, as a share of that limit (above 1: broken). */
export interface Strain {
  readonly role: Subject['role'];
  readonly strain: Interval;
  /** Against the default, paired over the same random numbers. */
  readonly change: Interval;
}

interface SensitivityRow extends AssumedParameter {
  /** Empty where the value is impossible in this deployment. */
  readonly atLow: readonly Strain[];
  readonly atHigh: readonly Strain[];
  /** Whether an end of the range changes what would be chosen; maybe: an interval holds the limit. */
  readonly changesDecision: 'yes' | 'maybe' | 'no';
  /** Largest change of a strain over both ends and all subjects: what the rows are ranked by. */
  readonly swing: number;
}

export interface Sensitivity {
  readonly replications: number;
  /** The most important first: those that could change the decision, then by swing. */
  readonly rows: readonly SensitivityRow[];
  /** Assumed parameters without any effect here: never read, or without a trace in the first replication. */
  readonly withoutEffect: readonly string[];
}

export interface SensitivityInput extends SampleTimes {
  readonly source: ModelSource;
  readonly subjects: readonly Subject[];
  /** By scenario. */
  readonly bounds: readonly (readonly Bound[])[];
  readonly replications: number;
  readonly onParameter?: ((done: number, total: number) => void) | undefined;
}

/**
 * Varies each assumed parameter of the selected deployment over its stated range, one at a time, low and high, with common
 * random numbers, and ranks which of them could change the decision. A parameter that the simulation never reads has no
 * effect and is not simulated; one that leaves every figure of the first replication as it was is not repeated.
 */
export async function analyseSensitivity(
  input: SensitivityInput,
  simulateOne: SimulateOne,
): Promise<Sensitivity> {
  const base = await Promise.all(
    input.subjects.map((subject) => strains(input, subject.deployments, input.replications, simulateOne)),
  );
  const [selected] = input.subjects;
  const isRead = readsOf(selected!.deployments, input);
  const parameters = assumedParameters(input.source, selected!.deployments[0]!);
  const rows: SensitivityRow[] = [];
  const withoutEffect: string[] = [];
  for (const [index, parameter] of parameters.entries()) {
    input.onParameter?.(index, parameters.length);
    const row = isRead(parameter) ? await vary(input, parameter, base, simulateOne) : null;
    if (row === null) withoutEffect.push(parameter.path);
    else rows.push(row);
  }
  const rank = { yes: 0, maybe: 1, no: 2 };
  const ranked = rows.toSorted(
    (a, b) => rank[a.changesDecision] - rank[b.changesDecision] || b.swing - a.swing,
  );
  return { replications: input.replications, rows: ranked, withoutEffect };
}

async function vary(
  input: SensitivityInput,
  parameter: AssumedParameter,
  base: readonly (readonly number[])[],
  simulateOne: SimulateOne,
): Promise<SensitivityRow | null> {
  const { path, low, high } = parameter;
  const atLow = await atEnd(input, path, low, base, simulateOne);
  const atHigh = await atEnd(input, path, high, base, simulateOne);
  const all = [...atLow, ...atHigh];
  if (all.every(({ change }) => change.value === 0)) return null;
  return {
    ...parameter,
    atLow,
    atHigh,
    changesDecision: decision(all),
    swing: Math.max(...all.map(({ change }) => Math.abs(change.value!))),
  };
}

async function atEnd(
  input: SensitivityInput,
  path: string,
  value: unknown,
  base: readonly (readonly number[])[],
  simulateOne: SimulateOne,
): Promise<Strain[]> {
  const found: Strain[] = [];
  for (const [index, subject] of input.subjects.entries()) {
    const changed = subject.deployments.map((one) => withValue(input.source, one, path, value));
    if (!changed.every((one) => one !== null)) return [];
    const before = base[index]!;
    const first = await strains(input, changed, 1, simulateOne);
    const same = first[0] === before[0];
    const after = same ? before : await strains(input, changed, input.replications, simulateOne, first);
    const change = meanInterval(after.map((one, i) => one - before[i]!));
    found.push({ role: subject.role, strain: shifted(meanInterval(before).value!, change), change });
  }
  return found;
}

/** The strain at the default moved by a paired change, whose interval is the narrower one. */
const shifted = (base: number, { value, low, high }: Interval): Interval => ({
  value: base + value!,
  low: low === null ? null : base + low,
  high: high === null ? null : base + high,
});

/** By replication the share of its limit at which the bound that is nearest to its own stands, over all scenarios. */
async function strains(
  { bounds }: SensitivityInput,
  deployments: readonly Deployment[],
  replications: number,
  simulateOne: SimulateOne,
  known: readonly number[] = [],
): Promise<number[]> {
  const missing = Array.from({ length: replications - known.length }, (_, i) => known.length + i);
  const simulated = await Promise.all(
    missing.map(async (replication) => {
      const seen = await Promise.all(deployments.map((one) => simulateOne(one, replication)));
      return Math.max(
        ...seen.flatMap((one, scenario) => bounds[scenario]!.map((bound) => share(bound, one))),
      );
    }),
  );
  return [...known, ...simulated];
}

/** Beyond this many times its limit a bound is simply broken, by however much. */
const FAR = 10;

/** A limit of zero is counted in tolerances. */
const share = (bound: Bound, observation: Observation): number => {
  const value = boundValue(bound, observation);
  return Math.min(FAR, bound.limit > 0 ? value / bound.limit : 1 + value / bound.tolerance);
};

/** The decision changes when the selected deployment breaks a limit, or the cheaper one keeps them all. */
function decision(ends: readonly Strain[]): SensitivityRow['changesDecision'] {
  const otherwise = ends.map(({ role, strain }) => {
    const breaks = role === 'selected';
    const { low, high, value } = strain;
    const surely = breaks ? (low ?? value!) > 1 : (high ?? value!) <= 1;
    const perhaps = breaks ? (high ?? value!) > 1 : (low ?? value!) <= 1;
    return surely ? 'yes' : perhaps ? 'maybe' : 'no';
  });
  return otherwise.includes('yes') ? 'yes' : otherwise.includes('maybe') ? 'maybe' : 'no';
}
