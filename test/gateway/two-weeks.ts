import { CONTENT_DOWNLOAD, type Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { meanInterval } from '../../src/measure/interval.js';
import { type Model, requestClasses } from '../../src/model/schema.js';

const WEEK = 7 * 24 * 3600;

/** Level at which all figures of a model together are held to be equal. */
const LEVEL = 0.001;

/** The same model, whose measured window comes some simulated weeks later, with all that happens in it and before it. */
function weeksLater(model: Model, weeks: number): Model {
  const later = structuredClone(model);
  later.simulation.warmup += weeks * WEEK;
  for (const event of later.events) if (event.at !== undefined) event.at += weeks * WEEK;
  for (const { deployments } of later.content)
    for (const deployment of deployments) deployment.available += weeks * WEEK;
  return later;
}

/** What the measured window of a replication is compared by. */
function figuresOf({
  requests,
  content,
  instances,
  connectionPoints,
  populations,
}: Observation): Map<string, number> {
  const figures = new Map<string, number>();
  for (const name of requestClasses) figures.set(name, requests[name]?.offered ?? 0);
  figures.set(CONTENT_DOWNLOAD, content.downloads);
  for (const [name, { ended }] of Object.entries(populations))
    figures.set(`downloads of ${name}`, sum(ended['content-location']?.endedByMinute ?? []));
  for (const stage of ['resolve', 'connect'])
    figures.set(`${stage} of notifications`, requests.notification?.stages[stage]?.mean ?? 0);
  figures.set('clients at once', sum(instances.map(({ maxClients }) => maxClients)));
  figures.set('ports at once', sum(connectionPoints.map(({ maxPortsHeld }) => maxPortsHeld)));
  return figures;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export interface Compared {
  readonly figure: string;
  /** Means of the window as it is, and after simulated weeks. */
  readonly now: number;
  readonly later: number;
  /** Whether chance alone explains the difference. */
  readonly isEqual: boolean;
}

export const comparedAfterTwoWeeks = (model: Model, replications: number, seed: string): Compared[] =>
  comparedAfterWeeks(model, replications, seed, 2);

/**
 * Compares a model's measured window with the same window after simulated weeks, figure by figure, over paired
 * replications: Student's t with the level shared out over all figures (Bonferroni).
 */
export function comparedAfterWeeks(
  model: Model,
  replications: number,
  seed: string,
  weeks: number,
): Compared[] {
  const run = (one: Model) =>
    Array.from({ length: replications }, (_, replication) => figuresOf(simulate(one, { seed, replication })));
  const now = run(model);
  const later = run(weeksLater(model, weeks));
  const figures = [...now[0]!.keys()];
  return figures.map((figure) => {
    const [mine, theirs] = [now, later].map((side) => side.map((one) => one.get(figure)!));
    const { low, high } = meanInterval(
      mine!.map((value, at) => value - theirs![at]!),
      1 - LEVEL / figures.length,
    );
    const isEqual = low! <= 0 && high! >= 0;
    return { figure, now: sum(mine!) / replications, later: sum(theirs!) / replications, isEqual };
  });
}
