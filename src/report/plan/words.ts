import { orList } from '../../model/units.js';
import type { CandidateBound, CandidateScenario, Plan, PlanCandidate } from '../../study/plan/result.js';
import { chosen, duration, type Format, money, share } from '../../study/words/format.js';
import { levelName } from '../../study/words/level-name.js';

/** Last steps that say nothing alone. */
const VAGUE = /\.(?:count|name|mean|request|reply|rtt)$/;

/** Names of the factors, as short as they can be told apart: `instances` of `gateway.instances`. */
export function factorNames(paths: readonly string[]): string[] {
  const last = (path: string, steps: number) => path.split('.').slice(-steps).join('.');
  return paths.map((path) => {
    const depth = path.split('.').length;
    for (let steps = VAGUE.test(path) ? 2 : 1; steps < depth; steps++)
      if (paths.filter((other) => last(other, steps) === last(path, steps)).length === 1)
        return last(path, steps);
    return path;
  });
}

/** A value of a factor as it is written in an experiment; a VM size of one's own by its name. */
export function valueText(value: unknown): string {
  const level = levelName(value);
  return typeof level === 'string' ? level : JSON.stringify(level);
}

/** `instances 2, vmSize A2_v2` */
export function candidateText({ factors }: Plan, { values }: Pick<PlanCandidate, 'values'>): string {
  const names = factorNames(factors);
  return factors.map((path, index) => `${names[index]} ${valueText(values[path])}`).join(', ');
}

/** `vmSize A2_v2 or A4_v2, instances 2`: candidates by the values of each factor where they are all combinations of these, else one by one. */
function candidatesText(plan: Plan, some: readonly Pick<PlanCandidate, 'values'>[]): string {
  const names = factorNames(plan.factors);
  const values = plan.factors.map((path) => [...new Set(some.map((one) => valueText(one.values[path])))]);
  return values.reduce((product, { length }) => product * length, 1) === some.length
    ? names.map((name, index) => `${name} ${orList(values[index]!)}`).join(', ')
    : some.map((one) => candidateText(plan, one)).join('; ');
}

/** Which combinations nobody can buy any more, and why; one line, or none. */
export function unsoldText(plan: Plan): string[] {
  const unsold = plan.impossible.filter(({ because }) => because === 'not for sale');
  return unsold.length === 0 ? [] : [`${candidatesText(plan, unsold)}: ${unsold[0]!.reason}.`];
}

export const formatOf = (measure: string): Format => (measure === 'failed' ? share : duration);

/** `policy p95 <= 2 s` */
export function boundText({
  requests,
  measure,
  limit,
}: Pick<CandidateBound, 'requests' | 'measure' | 'limit'>): string {
  return `${requests} ${measure} <= ${chosen(formatOf(measure)(limit))}`;
}

/** A bound of a candidate with the scenario in which it was seen. */
export interface SeenBound extends CandidateBound {
  readonly in: CandidateScenario;
}

/** The bounds of a candidate in all its scenarios, the nearest to its limit (or the furthest beyond it) first. */
export function tightest({ scenarios }: PlanCandidate): SeenBound[] {
  const strain = ({ observed, limit }: SeenBound): number =>
    limit > 0 ? (observed.value ?? 0) / limit : (observed.value ?? 0) > 0 ? Number.POSITIVE_INFINITY : 0;
  const broken = (one: SeenBound): number => (one.verdict === 'broken' ? 1 : 0);
  return scenarios
    .flatMap((scenario) => scenario.bounds.map((bound): SeenBound => ({ ...bound, in: scenario })))
    .sort((a, b) => broken(b) - broken(a) || strain(b) - strain(a));
}

export const moneyText = ({ currency }: Plan, value: number): string => `${currency} ${money(value)}`;

export const several = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
