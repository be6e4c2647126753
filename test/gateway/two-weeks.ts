import { CONTENT_DOWNLOAD, type Observation } from '../../src/gateway/observation.js';
import { simulate } from '../../src/gateway/simulate.js';
import { meanInterval } from '../../src/measure/interval.js';
import { type Model, requestClasses } from '../../src/model/schema.js';

const TWO_WEEKS = 14 * 24 * 3600;

/** Level at which all figures of a model together are held to be equal. */
const LEVEL = 0.001;

/** The same model, whose measured window comes two simulated weeks later, with all that happens in it. */
function twoWeeksLater(model: Model): Model {
  const later = structuredClone(model);
  later.simulation.warmup += TWO_WEEKS;
  for (const event of later.events) if (event.at !== undefined) event.at += TWO_WEEKS;
  for (const { deployments } of later.content)
    for (const deployment of deployments) deployment.available += TWO_WEEKS;
  return later;
}

/** What the measured window of a replication is compared by. */
function figuresOf({ requests, content, instances, connectionPoints }: Observation): Map<string, number> {
  const figures = new Map<string, number>();
  for (const name of requestClasses) figures.set(name, requests[name]?.offered ?? 0);
  figures.set(CONTENT_DOWNLOAD, content.downloads);
  for (const stage of ['resolve', 'connect'])
    figures.set(`${stage} of notifications`, requests.notification?.stages[stage]?.mean ?? 0);
  figures.set('clients at once', sum(instances.map(({ maxClients }) => maxClients)));
  figures.set('ports at once', sum(connectionPoints.map(({ maxPortsHeld }) => maxPortsHeld)));
  return figures;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export interface Compared {
  readonly figure: string;
  /** Means of the window as it is, and after two simulated weeks. */
  readonly now: number;
  readonly later: number;
  /** Whether chance alone explains the difference. */
  readonly isEqual: boolean;
}

/**
 * Compares a model's measured window with the same window after two simulated weeks, figure by figure, over paired
 * replications: Student's t with the level shared out over all figures (Bonferroni).
 */
export function comparedAfterTwoWeeks(model: Model, replications: number, seed: string): Compared[] {
  const run = (one: Model) =>
    Array.from({ length: replications }, (_, replication) => figuresOf(simulate(one, { seed, replication })));
  const now = run(model);
  const later = run(twoWeeksLater(model));
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
