import { sumOf } from '../summary/metric.js';
import type { Summary } from '../summary/summary.js';
import { count, share } from '../words/format.js';
import { ofFailing } from './failing-reasons.js';
import { about, firstOf } from './lists.js';
import { followsLoad, peakOf, type Saturation } from './saturation.js';
import { type Findings, saturationText, unconnectedText } from './sentences.js';
import type { Overload } from './support.js';

export type { Findings } from './sentences.js';

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
  | 'clients'
  | 'objective'
>;

/** Share of failed requests from which on the verdict mentions them. */
const NOTABLE_FAILURES = 0.001;
/** Utilisation of the busiest hour from which on there is no room in it. */
const FULL = 0.98;
const FINITE_RUN =
  'Averages of a saturated deployment are those of this run, not a steady state: a longer run waits longer.';
const EXTRAPOLATION =
  'Beyond a documented limit the times are an extrapolation: the simulation knows nothing of what else gives way there, such as the memory of an instance.';

/** Why the verdict is what it is and what a planner should know beside it, in plain sentences, worst first. */
export function reasonsOf(evidence: Evidence, findings: Findings): string[] {
  const { disconnections, failures, saturations, overloads } = findings;
  const deciding = saturations.filter(({ decides }) => decides);
  const saturated = new Set(saturations.map(({ resource }) => resource));
  const others = Object.fromEntries(Object.entries(evidence.resources).filter(([id]) => !saturated.has(id)));
  return [
    ...firstOf(
      disconnections.map((one) => unconnectedText(one, findings)),
      'outages like this',
    ),
    ...ofFailing(failures, findings),
    ...ofSaturation(deciding, findings),
    ...ofOverloads(overloads),
    ...ofSaturation(
      saturations.filter(({ decides }) => !decides),
      findings,
    ),
    ...ofPeaks(others),
    ...ofRefusals(others),
    ...(failures.length === 0 ? ofFailures(evidence) : []),
    ...ofClients(evidence, findings.replications),
    ...ofThrottling(evidence),
    ...ofObjective(evidence),
    ...(deciding.some(({ drained }) => !drained) ? [FINITE_RUN] : []),
  ];
}

/** Resources that were saturated at the same times are one sentence. */
function ofSaturation(saturations: readonly Saturation[], findings: Findings): string[] {
  const groups = new Map<string, Saturation[]>();
  for (const one of saturations) {
    const key = [one.fromSeconds, one.grewUntilSeconds, one.toSeconds, one.drained].join();
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const texts = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (group.length === 1) return [saturationText(first!, findings)];
    const longestQueue = Math.max(...group.map((one) => one.longestQueue));
    const refused = group.reduce((sum, one) => sum + one.refused, 0);
    return about(
      group.map(({ resource }) => resource),
      (resource) => saturationText({ ...first!, resource, longestQueue, refused }, findings, group.length),
    );
  });
  return firstOf(texts, 'times like this');
}

/** Resources that were full for an hour though no queue grew. */
function ofPeaks(resources: Summary['resources']): string[] {
  const full = Object.entries(resources).filter(
    ([, resource]) => followsLoad(resource) && peakOf(resource) >= FULL,
  );
  return about(
    full.map(([id]) => id),
    (ids) => `Without room in the busiest hour, though no queue grew for long: ${ids}.`,
  );
}

function ofRefusals(resources: Summary['resources']): string[] {
  const refusing = Object.entries(resources).filter(([, { refused }]) => refused > 0);
  return about(
    refusing.map(([id, { refused, arrivals }]) => `${id} (${count(refused)} of ${count(arrivals)})`),
    (names) => `Refused for want of room: ${names}.`,
  );
}

function ofOverloads(overloads: readonly Overload[]): string[] {
  const named = (kind: Overload['kind']): string[] =>
    about(
      overloads
        .filter((one) => one.kind === kind)
        .map(({ part, clients, limit }) => `${part} (${count(clients)} of ${count(limit)})`),
      (names) => `Over the documented limit of ${kind}, served but not supported: ${names}.`,
    );
  if (overloads.length === 0) return [];
  return [...named('clients at once'), ...named('assigned clients'), EXTRAPOLATION];
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

/** Clients that no share of requests tells of. */
function ofClients(
  { clients: { online, someUnanswered, noneAnswered } }: Evidence,
  replications: number,
): string[] {
  const [all, some, none] = [online, someUnanswered, noneAnswered].map(({ value }) => value ?? 0);
  if (some === 0) return [];
  const number = (value: number): string => (value < 1 ? 'fewer than 1' : count(Math.round(value)));
  const never = none === 0 ? '' : `; ${number(none!)} got no answer at all`;
  const mean = replications === 1 ? '' : ' on average';
  return [
    `${number(some!)} of ${count(Math.round(all!))} clients${mean} had a request or download that was never answered${never}.`,
  ];
}

function ofThrottling({ content: { throttled } }: Evidence): string[] {
  return throttled > 0
    ? [`Storage throttled content: ${count(throttled)} ranges were answered 503 and asked for again.`]
    : [];
}

function ofObjective({ objective }: Evidence): string[] {
  const missed = objective.filter(({ result }) => result === 'missed');
  const open = objective.filter(({ result }) => result === 'not shown');
  const named = ({ requests, measure }: Summary['objective'][number]) => `${requests} ${measure}`;
  const needed = open.flatMap(({ replicationsNeeded }) => replicationsNeeded ?? []);
  const [least, most] = [Math.min(...needed), Math.max(...needed)];
  const range = least === most ? `about ${count(most)}` : `${count(least)} to ${count(most)}`;
  const remedy =
    needed.length === 0 ? '' : `; ${range} replications would decide ${needed.length === 1 ? 'it' : 'them'}`;
  const reason = open[0]?.reason === undefined || remedy !== '' ? '' : ` (${open[0].reason})`;
  return [
    ...about(missed.map(named), (names) => `The objective is missed: ${names}.`),
    ...about(open.map(named), (names) => `The objective is not shown to be met: ${names}${reason}${remedy}.`),
  ];
}
