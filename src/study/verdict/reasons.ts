import { count, share } from '../format.js';
import { sumOf } from '../summary/metric.js';
import type { Summary } from '../summary.js';
import type { Channelless } from './channelless.js';
import { followsLoad, peakOf, SATURATED, type Saturated } from './saturation.js';

/** What a verdict is passed on: the summary without the parts that follow from it. */
export type Evidence = Pick<
  Summary,
  | 'requests'
  | 'content'
  | 'resources'
  | 'channels'
  | 'instances'
  | 'connectionPoints'
  | 'siteSystems'
  | 'objective'
>;

interface Findings {
  readonly channelless: readonly Channelless[];
  readonly saturated: readonly Saturated[];
}

/** Share of failed requests from which on the verdict mentions them. */
const NOTABLE_FAILURES = 0.001;
/** Most names in one sentence. */
const NAMED = 4;
const FINITE_RUN =
  'Averages of a saturated deployment are those of this run, not a steady state: a longer run waits longer.';

/** Why the verdict is what it is and what a planner should know beside it, in plain sentences, worst first. */
export function reasonsOf(evidence: Evidence, { channelless, saturated }: Findings): string[] {
  const rest = Object.entries(evidence.resources).filter(([id]) => !saturated.some((one) => one.id === id));
  const others = Object.fromEntries(rest);
  return [
    ...ofChannelless(evidence, channelless),
    ...ofSaturation(evidence.resources, saturated),
    ...ofPeaks(others),
    ...ofRefusals(others),
    ...ofLimits(evidence),
    ...ofFailures(evidence),
    ...ofThrottling(evidence),
    ...ofObjective(evidence),
    ...(saturated.length > 0 ? [FINITE_RUN] : []),
  ];
}

function ofChannelless({ instances }: Evidence, channelless: readonly Channelless[]): string[] {
  const all = instances.reduce((sum, instance) => sum + instance.requests, 0);
  return channelless.map(({ instance, why }) => {
    const cause = why === null ? '' : ` (${why})`;
    const effect =
      instance.requests === 0
        ? 'requests that the load balancer gives it fail'
        : `${share(instance.requests / all)} of all requests reach it, and ${share(instance.failed / instance.requests)} of those fail`;
    return `${instance.vm} has no channel to any connection point${cause}: ${effect}.`;
  });
}

function ofSaturation(resources: Summary['resources'], saturated: readonly Saturated[]): string[] {
  const busy = saturated.filter(({ sign }) => sign === 'busy').map(({ id }) => id);
  const least = Math.min(...busy.map((id) => resources[id]!.utilisation.value!));
  return [
    ...saturated.flatMap((one) => {
      if (one.sign === 'full') return [fullness(one.id, resources)];
      if (one.sign === 'growing') {
        const [first, last] = [one.growth.first, one.growth.last].map((queue) => count(Math.round(queue)));
        return [
          `The queue of ${one.id} grows to the end of the run: ${first} waited in its first quarter, ${last} in its last.`,
        ];
      }
      return [];
    }),
    ...about(busy, (ids) => {
      const [are, more] = busy.length === 1 ? ['is', ''] : ['are', least < 1 ? ' or more' : ''];
      return `${ids} ${are} saturated: ${share(least)}${more} busy over the whole run.`;
    }),
  ];
}

function fullness(id: string, resources: Summary['resources']): string {
  const { servers, refused, arrivals } = resources[id]!;
  return `${id} is full: all ${count(servers)} were in use, and ${count(refused)} of ${count(arrivals)} that asked for one were refused.`;
}

/** Resources that were full for an hour and recovered. */
function ofPeaks(resources: Summary['resources']): string[] {
  const full = Object.entries(resources).filter(
    ([, resource]) => followsLoad(resource) && peakOf(resource) >= SATURATED,
  );
  return about(
    full.map(([id]) => id),
    (ids) => `Full in the busiest hour, recovered later, without room at that hour: ${ids}.`,
  );
}

function ofRefusals(resources: Summary['resources']): string[] {
  const refusing = Object.entries(resources).filter(([, { refused }]) => refused > 0);
  return about(
    refusing.map(([id, { refused, arrivals }]) => `${id} (${count(refused)} of ${count(arrivals)})`),
    (names) => `Refused for want of room: ${names}.`,
  );
}

function ofLimits({ instances, siteSystems }: Evidence): string[] {
  const over = instances.filter(({ support }) => support === 'over');
  const overSystems = siteSystems.filter(({ support }) => support === 'over');
  return [
    ...about(
      over.map((one) => `${one.vm} (${count(one.maxClients)} of ${count(one.clientLimit ?? 0)})`),
      (names) => `Over the documented limit of clients at once, served but not supported: ${names}.`,
    ),
    ...about(
      overSystems.map((one) => `${one.name} (${count(one.clients)} of ${count(one.clientLimit)})`),
      (names) => `Over the documented limit of assigned clients, served but not supported: ${names}.`,
    ),
  ];
}

function ofFailures({ requests }: Evidence): string[] {
  const classes = Object.values(requests);
  const ended = classes.reduce((sum, one) => sum + one.completed + sumOf(one.failed), 0);
  const byCause = new Map<string, number>();
  for (const one of classes) {
    for (const [cause, failed] of Object.entries(one.failed)) {
      byCause.set(cause, (byCause.get(cause) ?? 0) + failed);
    }
  }
  const failed = [...byCause.values()].reduce((sum, one) => sum + one, 0);
  const [most] = [...byCause].sort(([, a], [, b]) => b - a);
  if (most === undefined || failed < ended * NOTABLE_FAILURES) return [];
  const part = most[1] === failed ? 'all' : `${share(most[1] / failed)} of them`;
  return [`${share(failed / ended)} of requests failed, ${part} because of ${most[0]}.`];
}

function ofThrottling({ content: { throttled } }: Evidence): string[] {
  return throttled > 0
    ? [`Storage throttled content: ${count(throttled)} ranges were answered 503 and asked for again.`]
    : [];
}

function ofObjective({ objective }: Evidence): string[] {
  const named = (result: string) =>
    objective.filter((one) => one.result === result).map(({ requests, measure }) => `${requests} ${measure}`);
  return [
    ...about(named('missed'), (names) => `The objective is missed: ${names}.`),
    ...about(named('unknown'), (names) => `The objective cannot be judged, as there is no value: ${names}.`),
  ];
}

/** One sentence about several things, or none about none. */
function about(names: readonly string[], write: (names: string) => string): string[] {
  if (names.length === 0) return [];
  const rest = names.length - NAMED;
  const all = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return [write([all.slice(0, -1).join(', '), ...all.slice(-1)].filter((part) => part !== '').join(' and '))];
}
