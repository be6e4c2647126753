import { availabilityText } from '../../model/availability.js';
import { vmCapacity } from '../../model/catalogue.js';
import { CLASSIC_NOT_FOR_SALE, isClassic } from '../../model/classic.js';
import { placeOf } from '../../model/document.js';
import type { ModelProblem } from '../../model/problem.js';
import { clientCounts } from '../../model/remote.js';
import { gatewaysOf, type Model } from '../../model/schema.js';
import { type Deployment, modelOf, openDeployment, type Settings } from '../experiment/deployment.js';
import type { ExperimentFile, OpenedExperiment } from '../experiment/experiment.js';
import { billOf } from '../money/bill.js';
import { monthOf } from '../money/month.js';
import { pricesOf } from '../money/prices.js';
import { type AskedWindow, placeWindows } from '../window/window.js';
import type { Choice } from './plan-section.js';

/** Values of the fields that candidates differ in, by path; of named settings the name. */
export type Values = Readonly<Record<string, unknown>>;

/** A deployment that could be bought. */
export interface Candidate {
  readonly values: Values;
  /** In the first scenario, with its expected traffic. */
  readonly costPerMonth: number;
  /** For which sizes and regions that takes for granted that they are offered. */
  readonly availability: string | null;
  /** By scenario. */
  readonly deployments: readonly Deployment[];
}

/** A combination of values that is no candidate. */
export interface Impossible {
  readonly values: Values;
  /**
   * `refused`: no deployment can have it, or a scenario cannot do that to it. `unsupported`: too many clients for its
   * instances. `not for sale`: nobody can buy it any more.
   */
  readonly because: 'refused' | 'unsupported' | 'not for sale';
  readonly reason: string;
}

export interface Candidates {
  /** In order of rising cost; of equal cost in the order of the grid, the first factor varying slowest. */
  readonly possible: readonly Candidate[];
  readonly impossible: readonly Impossible[];
}

type Problems = { readonly problems: readonly ModelProblem[] };

/**
 * Opens every combination of the experiment's candidates in every scenario. Combinations that the model refuses are
 * set aside with the reason, and so are classic cloud services: a plan is about what can be bought now, whatever the version of
 * the site. When no candidate is left, the problems are those of the experiment.
 */
export function openCandidates(
  opened: OpenedExperiment<'plan'>,
  overrides: readonly string[],
): Candidates | Problems {
  const { experiment } = opened;
  const { candidates } = experiment.plan;
  const source = modelOf(opened, experiment.model, ['model']);
  if ('problems' in source) return source;
  const possible: Candidate[] = [];
  const impossible: Impossible[] = [];
  const problems = new Map<string, ModelProblem>();
  for (const values of grid(candidates)) {
    const chosen = settingsOf(candidates, values);
    const made = experiment.plan.scenarios.map((scenario, index) => {
      const settings = [
        { values: experiment.set, at: ['set'] },
        { values: scenario.set, at: ['plan', 'scenarios', index, 'set'] },
        ...chosen,
      ];
      return openDeployment(scenario.name, source, opened, settings, overrides);
    });
    const refused = made.filter((one) => 'problems' in one).flatMap((one) => one.problems);
    for (const problem of refused) problems.set(JSON.stringify(problem), problem);
    if (refused[0] !== undefined) {
      impossible.push({ values, because: 'refused', reason: reasonOf(refused[0]) });
      continue;
    }
    const deployments = made as readonly Deployment[];
    if (deployments.some(({ model }) => gatewaysOf(model).some(isClassic))) {
      impossible.push({ values, because: 'not for sale', reason: CLASSIC_NOT_FOR_SALE });
      continue;
    }
    const excess = experiment.plan.unsupported ? null : unsupportedLoad(deployments[0]!.model);
    if (excess !== null) {
      impossible.push({ values, because: 'unsupported', reason: excess });
      continue;
    }
    const { model } = deployments[0]!;
    const availability = availabilityText(gatewaysOf(model));
    possible.push({
      values,
      costPerMonth: billOf(monthOf(model), pricesOf(model)).total,
      availability,
      deployments,
    });
  }
  if (possible.length === 0) {
    const sound = impossible.filter(({ because }) => because !== 'refused');
    return { problems: [...problems.values(), ...(sound.length > 0 ? [allLeftOut(opened, sound)] : [])] };
  }
  return { possible: possible.toSorted((a, b) => a.costPerMonth - b.costPerMonth), impossible };
}

/**
 * Places the measured windows, scenario by scenario: where the first candidate has most expected requests, or as asked. All
 * candidates are measured over the same hours of a scenario, so that pairs stay pairs.
 */
export function placeCandidates(
  { possible, impossible }: Candidates,
  asked: AskedWindow | undefined,
  times: Parameters<typeof placeWindows>[2],
): Candidates {
  const scenarios = possible[0]?.deployments.length ?? 0;
  const placed = Array.from({ length: scenarios }, (_, scenario) =>
    placeWindows(
      possible.map(({ deployments }) => deployments[scenario]!),
      asked,
      times,
    ),
  );
  const deploymentsOf = (candidate: number) => placed.map((one) => one[candidate]!);
  return {
    possible: possible.map((one, candidate) => ({ ...one, deployments: deploymentsOf(candidate) })),
    impossible,
  };
}

/** Every combination of the values, the last factor varying fastest. */
function grid(factors: Readonly<Record<string, Choice>>): Values[] {
  return Object.entries(factors).reduce<Values[]>(
    (combinations, [path, choice]) => {
      const values = Array.isArray(choice) ? choice : Object.keys(choice);
      return combinations.flatMap((before) => values.map((value) => ({ ...before, [path]: value })));
    },
    [{}],
  );
}

/** The fields that a combination sets, with the places where they stand. */
function settingsOf(factors: Readonly<Record<string, Choice>>, values: Values): Settings[] {
  return Object.entries(factors).map(([path, choice]): Settings => {
    if (Array.isArray(choice)) return { values: { [path]: values[path] }, at: ['plan', 'candidates'] };
    const name = values[path] as string;
    return { values: choice[name]!, at: ['plan', 'candidates', path, name] };
  });
}

/** Why Microsoft does not support these clients on this gateway, null when it does: clients by VM, all online at once. */
function unsupportedLoad(model: Model): string | null {
  const { remote: clients } = clientCounts(model);
  const supported = gatewaysOf(model).reduce(
    (sum, gateway) => sum + gateway.instances * vmCapacity(gateway).clientLimit,
    0,
  );
  if (clients <= supported) return null;
  return `${clients} clients, supported are ${supported} on its instances`;
}

/** What is wrong with a plan whose candidates are all well-formed and none of which is left. */
function allLeftOut({ document }: ExperimentFile, impossible: readonly Impossible[]): ModelProblem {
  const path = ['plan', 'candidates'];
  const place = { ...placeOf(document, path, 'name'), path: path.join('.') };
  const unsupported = impossible.find(({ because }) => because === 'unsupported');
  return unsupported === undefined
    ? {
        ...place,
        message: `there is nothing to buy: ${impossible[0]!.reason}`,
        remedy: 'write gateway.deployment: scale-set into the candidates or into set',
      }
    : {
        ...place,
        message: `no candidate is supported: ${unsupported.reason}`,
        remedy: 'add larger ones, or write plan.unsupported: true',
      };
}

const reasonOf = ({ path, message }: ModelProblem): string => (path === '' ? message : `${path}: ${message}`);
