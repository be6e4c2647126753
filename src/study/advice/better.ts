import { FAILED, sumOf } from '../summary/metric.js';
import type { ObjectiveSummary } from '../summary/schema/judgement.js';
import type { Summary } from '../summary/summary.js';
import { STATES } from '../verdict/state.js';
import { contentCost, isMostOfBill, isThrottled } from './content.js';

/** How bad a deployment is, the worst figure first: two are compared in this order, less is better. */
export function badness(summary: Summary): readonly number[] {
  return [
    STATES.length - STATES.indexOf(summary.verdict.state),
    failedShare(summary),
    overloaded(summary),
    saturatedSeconds(summary),
    beyond(summary).length,
    monthlyCost(summary),
  ];
}

/** Whether a deployment is better than before by more than chance would make it in a single replication. */
export function helps(before: Summary, after: Summary): boolean {
  const [stateBefore, stateAfter] = [before, after].map(({ verdict }) => STATES.indexOf(verdict.state));
  if (stateAfter !== stateBefore) return stateAfter! > stateBefore!;
  const [failedBefore, failedAfter] = [failedShare(before), failedShare(after)];
  if (failedBefore > TOLERATED) return failedAfter < failedBefore * NOTABLE;
  if (failedAfter > TOLERATED) return false;
  if (overloaded(after) !== overloaded(before)) return overloaded(after) < overloaded(before);
  if (saturatedSeconds(before) > 0) return saturatedSeconds(after) < saturatedSeconds(before) * NOTABLE;
  if (beyond(after).length !== beyond(before).length) return beyond(after).length < beyond(before).length;
  if (isThrottled(before) && after.content.throttled < before.content.throttled * NOTABLE) return true;
  if (isMostOfBill(before) && contentCost(after) < contentCost(before) * NOTABLE) return true;
  return beyond(before).some(({ requests, measure, observed }) => {
    const same = after.objective.find((one) => one.requests === requests && one.measure === measure);
    return (
      same?.observed.value != null &&
      observed.value !== null &&
      same.observed.value < observed.value * NOTABLE
    );
  });
}

/** Whether it is well: one replication decides no objective, so its figures count as they are. */
export const isWell = (summary: Summary): boolean =>
  summary.verdict.state === 'holds' && failedShare(summary) <= TOLERATED && beyond(summary).length === 0;

/** A change by a tenth and more is one. */
export const NOTABLE = 0.9;
/** Share of failed requests that is not worth a change. */
const TOLERATED = 0.001;

/** Seconds of saturation, of all resources. */
const saturatedSeconds = ({ verdict: { episodes } }: Summary): number =>
  episodes.reduce((sum, one) => (one.state === 'saturated' ? sum + one.toSeconds - one.fromSeconds : sum), 0);

/** Parts over a documented limit. */
const overloaded = ({ instances, siteSystems }: Summary): number =>
  [...instances, ...siteSystems].filter(({ support }) => support === 'over').length;

/** Dollars, or what else the prices are in. */
export const monthlyCost = ({ cost }: Summary): number => cost.totalPerMonth.value ?? 0;

function failedShare({ requests, content }: Summary): number {
  const all = [...Object.values(requests), content];
  const failed = all.reduce((sum, one) => sum + sumOf(one.failed), 0);
  const ended = all.reduce((sum, one) => sum + one.completed, failed);
  return ended === 0 ? 0 : failed / ended;
}

const isBeyond = ({ observed, limit }: ObjectiveSummary): boolean =>
  observed.reason === FAILED || (observed.value !== null && observed.value > limit);

/** Bounds of the objective that are not kept. */
export const beyond = ({ objective }: Summary): ObjectiveSummary[] => objective.filter(isBeyond);
