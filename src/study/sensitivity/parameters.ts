import { simulate } from '../../gateway/simulation/simulate.js';
import { formatPath, type Path } from '../../model/problem.js';
import { modelSchema } from '../../model/schema.js';
import { notesOf, typeAt } from '../../model/schema-walk.js';
import { type ShownField, showModel, shownFields } from '../../model/show.js';
import type { Deployment } from '../experiment/deployment.js';
import { type ModelSource, openSource } from '../experiment/model-source.js';
import { fieldsRead } from './fields-read.js';

/** A parameter that is assumed, with its stated range. */
export interface AssumedParameter {
  readonly path: string;
  readonly description: string | null;
  readonly assumed: unknown;
  readonly low: unknown;
  readonly high: unknown;
}

/** What the replications of a study have in common beside their models. */
export interface SampleTimes {
  readonly seed: string | number;
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
}

/** How many connections the product opens is not published: what a model states of it is assumed as well. */
const NEVER_KNOWN: Path = ['connectionPoints', 'channel', 'connections'];

/** The parameters of a deployment that are assumed and have a stated range; prices change no waiting time. */
export function assumedParameters(source: ModelSource, { overrides }: Deployment): AssumedParameter[] {
  const opened = openSource(source, overrides);
  if ('problems' in opened) return [];
  return shownFields(showModel(opened.model, opened.data, opened.document))
    .map(withRange)
    .filter(({ path, origin, range }) => origin === 'assumed' && range !== null && path[0] !== 'prices')
    .map(asParameter);
}

function withRange(field: ShownField): ShownField {
  if (field.origin !== 'yours' || formatPath(field.path) !== formatPath(NEVER_KNOWN)) return field;
  const { range = null } = notesOf(typeAt(modelSchema, NEVER_KNOWN, undefined)!);
  return { ...field, origin: 'assumed', range: range as ShownField['range'] };
}

function asParameter({ path, value, range, description }: ShownField): AssumedParameter {
  const [low, high] = range!.map((end) => scaled(value, end));
  return { path: formatPath(path), description, assumed: value, low, high };
}

/** What one replication of the deployments reads of their models; tells whether a parameter is among it. */
export function readsOf(
  deployments: readonly Deployment[],
  times: SampleTimes,
): (parameter: AssumedParameter) => boolean {
  const { seed, durationSeconds, warmupSeconds } = times;
  const options = { seed, replication: 0, durationSeconds, warmupSeconds };
  const read = new Set<string>();
  for (const { model } of deployments)
    for (const path of fieldsRead(model, (watched) => void simulate(watched, options))) read.add(path);
  return ({ path }) => read.has(path) || [...read].some((one) => one.startsWith(`${path}.`));
}

/** A distribution keeps its kind and shape, and takes the end of the range as its mean. */
function scaled(value: unknown, end: unknown): unknown {
  if (typeof value !== 'object' || value === null) return end;
  const [[kind, parameters] = ['', null]] = Object.entries(value);
  if (typeof parameters !== 'object' || parameters === null || !('mean' in parameters)) return end;
  return { [kind]: { ...parameters, mean: end } };
}

/** A scenario that states the parameter itself keeps its own value. */
export function withValue(
  source: ModelSource,
  deployment: Deployment,
  path: string,
  value: unknown,
): Deployment | null {
  if (deployment.overrides.some((text) => text.startsWith(`${path}=`))) return deployment;
  const overrides = [...deployment.overrides, `${path}=${JSON.stringify(value)}`];
  const opened = openSource(source, overrides);
  if ('problems' in opened) return null;
  // It is measured when the deployment is: what is moved must not move the window.
  const simulation = { ...opened.model.simulation, start: deployment.model.simulation.start };
  return { ...deployment, model: { ...opened.model, simulation }, overrides };
}
