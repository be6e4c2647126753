import type { Observation } from '../../gateway/simulation/observation.js';
import { type Interval, meanInterval } from '../../measure/interval.js';
import type { Deployment } from '../experiment/deployment.js';
import {
  type AssumedParameter,
  assumedParameters,
  readsOf,
  type SampleTimes,
  withValue,
} from '../sensitivity/parameters.js';
import type { SimulateOne } from '../simulate/kept-samples.js';
import type { ComparisonSensitivity, ShownDifference, VariedParameter } from './comparison.js';

export interface ComparisonSensitivityInput extends SampleTimes {
  /** The base first. */
  readonly deployments: readonly Deployment[];
  /** Replications at each end of a range, two or more: few, since they are paired. */
  readonly replications: number;
  readonly onParameter?: ((done: number, total: number) => void) | undefined;
}

/** By deployment, then by replication; null where a value is impossible for a deployment. */
type Seen = readonly (readonly number[])[] | null;

/**
 * Moves each assumed parameter of the base to both ends of its stated range, one at a time, in all deployments that have
 * it and do not state it themselves, and ranks which of them could change which deployment waits less: the sign of the
 * difference to the base of one figure (see `decisiveFigure`). All replications are paired by common random numbers; a
 * parameter that is never read, or that leaves the first replication of all deployments as it was, has no effect.
 */
export async function comparisonSensitivity(
  input: ComparisonSensitivityInput,
  simulateOne: SimulateOne,
): Promise<ComparisonSensitivity> {
  const { deployments, replications } = input;
  const first = await Promise.all(deployments.map((one) => simulateOne(one, 0)));
  const figure = decisiveFigure(deployments[0]!, first);
  const simulated = (changed: readonly Deployment[], from: number, to: number) =>
    Promise.all(
      changed.map((one) =>
        Promise.all(
          Array.from({ length: to - from }, async (_, i) => figure.read(await simulateOne(one, from + i))),
        ),
      ),
    );
  const base = await simulated(deployments, 0, replications);
  const atEnd = async (parameter: AssumedParameter, value: unknown): Promise<Seen> => {
    const changed = deployments.map((one) => withValue(one.source, one, parameter.path, value));
    if (!changed.every((one) => one !== null)) return null;
    const start = await simulated(changed, 0, 1);
    if (start.every(([one], i) => one === base[i]![0])) return base;
    const rest = await simulated(changed, 1, replications);
    return start.map((one, i) => [...one, ...rest[i]!]);
  };
  const isRead = readsOf(deployments, input);
  const parameters = assumedParameters(deployments[0]!.source, deployments[0]!);
  const rows: VariedParameter[] = [];
  const withoutEffect: string[] = [];
  for (const [index, parameter] of parameters.entries()) {
    input.onParameter?.(index, parameters.length);
    const [low, high] = isRead(parameter)
      ? [await atEnd(parameter, parameter.low), await atEnd(parameter, parameter.high)]
      : [base, base];
    if ([low, high].every((seen) => seen === base || seen === null)) withoutEffect.push(parameter.path);
    else rows.push(rowOf(parameter, deployments, base, low, high));
  }
  const rank = { yes: 0, maybe: 1, no: 2 };
  return {
    requests: figure.requests,
    measure: figure.measure,
    replications,
    rows: rows.toSorted((a, b) => rank[a.changesDecision] - rank[b.changesDecision] || swing(b) - swing(a)),
    withoutEffect,
  };
}

interface Figure {
  readonly requests: string;
  readonly measure: 'mean' | 'p50' | 'p90' | 'p95' | 'p99';
  read(observation: Observation): number;
}

const LATENCIES = ['mean', 'p50', 'p90', 'p95', 'p99'] as const;

/** What is compared: the first latency of the objective that the replications carry, or else the mean of the first class. */
function decisiveFigure({ model }: Deployment, first: readonly Observation[]): Figure {
  const bounds = Object.entries(model.objective).flatMap(([requests, limits]) =>
    LATENCIES.filter(
      (measure) => (limits as Record<string, unknown> | undefined)?.[measure] !== undefined,
    ).map((measure) => ({ requests, measure })),
  );
  const means = Object.keys(first[0]!.requests).map((requests) => ({ requests, measure: 'mean' as const }));
  const carried = [...bounds, ...means].find(({ requests, measure }) =>
    first.every((one) => one.requests[requests]?.latency[measure] != null),
  );
  const { requests, measure } = carried ?? { requests: 'policy', measure: 'mean' };
  return { requests, measure, read: (one) => one.requests[requests]?.latency[measure] ?? 0 };
}

function rowOf(
  parameter: AssumedParameter,
  deployments: readonly Deployment[],
  base: readonly (readonly number[])[],
  low: Seen,
  high: Seen,
): VariedParameter {
  const differences = (seen: Seen): ShownDifference[] =>
    seen === null
      ? []
      : deployments.slice(1).map(({ name }, i) => {
          const now = differenceTo(seen, i + 1);
          const before = differenceTo(base, i + 1);
          const change = now.map((value, replication) => value - before[replication]!);
          return { deployment: name, difference: meanInterval(now), change: meanInterval(change) };
        });
  const ends = [differences(low), differences(high)] as const;
  const before = deployments.slice(1).map((_, i) => meanInterval(differenceTo(base, i + 1)));
  const changes = ends.flatMap((end) => end.map(({ difference }, i) => changesSign(before[i]!, difference)));
  return {
    ...parameter,
    atLow: ends[0],
    atHigh: ends[1],
    changesDecision: changes.includes('yes') ? 'yes' : changes.includes('maybe') ? 'maybe' : 'no',
  };
}

const differenceTo = (seen: readonly (readonly number[])[], index: number): number[] =>
  seen[index]!.map((value, replication) => value - seen[0]![replication]!);

/** yes: the sign is shown to be another one, or one is shown where none was; maybe: it is not shown any more. */
function changesSign(before: Interval, after: Interval): VariedParameter['changesDecision'] {
  const [was, is] = [signOf(before), signOf(after)];
  if (was === is) return 'no';
  return is === 0 ? 'maybe' : 'yes';
}

const signOf = ({ low, high }: Interval): number => (low! > 0 ? 1 : high! < 0 ? -1 : 0);

const swing = ({ atLow, atHigh }: VariedParameter): number =>
  Math.max(0, ...[...atLow, ...atHigh].map(({ change }) => Math.abs(change.value!)));
