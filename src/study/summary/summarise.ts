import type { Observation } from '../../gateway/simulation/observation.js';
import { CONFIDENCE } from '../../measure/interval.js';
import { judgeObjective, type Objective } from '../objective/objective.js';
import { judge } from '../verdict/verdict.js';
import type { WarmupMethod } from '../warmup/warmup-method.js';
import type { MeasuredWindow } from '../window/window.js';
import { clockSummary } from './clock.js';
import { costSummary } from './cost.js';
import { across } from './metric.js';
import { contentSummary, requestSummaries } from './requests.js';
import type { PrecisionSummary } from './schema/judgement.js';
import { SUMMARY_SCHEMA, type Summary } from './summary.js';
import {
  channelSummaries,
  connectionPointSummaries,
  instanceSummaries,
  resourceSummaries,
  siteSystemSummaries,
} from './systems.js';
import type { Terms } from './terms.js';
import { throughputSummary } from './throughput.js';

/** What a summary says of the run beside the observations. */
export interface RunContext extends Terms {
  /** Version of the program. */
  readonly cmgsim: string;
  readonly model: Summary['model'];
  readonly seed: string | number;
  readonly replicationsPlanned: number;
  readonly precision: PrecisionSummary | null;
  /** Left out where the summary is not published by itself. */
  readonly warmupMethod?: WarmupMethod | undefined;
  /** Left out where the summary is not published by itself. */
  readonly window?: MeasuredWindow | undefined;
  /** Left out where the summary is not published by itself. */
  readonly demand?: Summary['demand'];
  readonly objective: Objective;
}

/**
 * Merges what replications of one deployment yielded into one summary. The order in which they finished does not
 * matter: the result depends on the set of observations alone.
 * @throws RangeError without an observation.
 */
export function summarise(finished: readonly Observation[], context: RunContext): Summary {
  const observations = [...finished].sort((a, b) => a.replication - b.replication);
  const [first] = observations;
  if (first === undefined) throw new RangeError('there is no replication to summarise');
  const requests = requestSummaries(observations);
  const evidence = {
    requests,
    content: contentSummary(observations),
    resources: resourceSummaries(observations),
    channels: channelSummaries(observations),
    instances: instanceSummaries(observations),
    connectionPoints: connectionPointSummaries(observations),
    siteSystems: siteSystemSummaries(observations),
    clients: clientsSummary(observations, context),
    objective: judgeObjective(context.objective, requests, observations),
  };
  return {
    schema: SUMMARY_SCHEMA,
    cmgsim: context.cmgsim,
    model: context.model,
    seed: context.seed,
    replications: observations.length,
    replicationsPlanned: context.replicationsPlanned,
    startSeconds: first.startSeconds,
    durationSeconds: meanOf(observations, (one) => one.durationSeconds),
    warmupSeconds: meanOf(observations, (one) => one.warmupSeconds),
    ...(context.warmupMethod && { warmupMethod: context.warmupMethod }),
    ...(context.window && { window: context.window }),
    ...(context.demand && { demand: context.demand }),
    ...(context.clock && { clock: clockSummary(context.clock) }),
    intervalSeconds: first.intervalSeconds,
    confidence: CONFIDENCE,
    precision: context.precision,
    verdict: judge(evidence, observations, context.clock?.site),
    objective: evidence.objective,
    requests,
    throughput: throughputSummary(observations),
    content: evidence.content,
    resources: evidence.resources,
    channels: evidence.channels,
    instances: evidence.instances,
    connectionPoints: evidence.connectionPoints,
    siteSystems: evidence.siteSystems,
    notes: [...context.notes],
    availability: context.availability,
    clients: evidence.clients,
    cost: costSummary(observations, context.month, context.prices),
    simulation: {
      events: observations.reduce((sum, one) => sum + one.events, 0),
    },
  };
}

function clientsSummary(observations: readonly Observation[], { remote }: RunContext): Summary['clients'] {
  const counted = (key: keyof Observation['clients']) => across(observations, (one) => one.clients[key], '');
  return {
    count: Math.max(...observations.map((one) => one.volumes.clients)),
    ...(remote !== null && { ...inAllOf(remote), populations: { ...remote } }),
    online: counted('online'),
    someUnanswered: counted('someUnanswered'),
    noneAnswered: counted('noneAnswered'),
  };
}

const inAllOf = (remote: NonNullable<RunContext['remote']>) => ({
  inAll: Object.values(remote).reduce((sum, one) => sum + one.inAll, 0),
});

/** The mean over the replications; what they have in common is kept to the last digit. */
function meanOf(observations: readonly Observation[], read: (one: Observation) => number): number {
  const common = read(observations[0]!);
  if (observations.every((one) => read(one) === common)) return common;
  return observations.reduce((sum, one) => sum + read(one), 0) / observations.length;
}
