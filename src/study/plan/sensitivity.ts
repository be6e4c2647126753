import { modelOf } from '../experiment/deployment.js';
import type { OpenedExperiment } from '../experiment/experiment.js';
import { analyseSensitivity, type Subject } from '../sensitivity/sensitivity.js';
import type { SampleSettings, SimulateOne } from '../simulate/kept-samples.js';
import type { Candidates } from './candidates.js';
import type { Plan } from './result.js';

/** Replications at each end of a range: few, since they are paired. */
const REPLICATIONS = 3;

/** Adds to a plan which assumed parameters could change its decision between the selected and the next cheaper one. */
export async function withSensitivity(
  plan: Plan,
  opened: OpenedExperiment<'plan'>,
  { possible }: Candidates,
  settings: SampleSettings,
  simulateOne: SimulateOne,
  onParameter: (done: number, total: number) => void,
): Promise<Plan> {
  const source = modelOf(opened, opened.experiment.model, ['model']);
  if (plan.selected === null || 'problems' in source) return plan;
  const subjects: Subject[] = [{ role: 'selected', deployments: possible[plan.selected]!.deployments }];
  if (plan.nextCheaper !== null)
    subjects.push({ role: 'cheaper', deployments: possible[plan.nextCheaper]!.deployments });
  const bounds = plan.scenarios.map((one) => one.bounds);
  const input = { source, subjects, bounds, replications: REPLICATIONS, ...settings, onParameter };
  return { ...plan, sensitivity: await analyseSensitivity(input, simulateOne) };
}
