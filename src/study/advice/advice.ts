import type { Observation } from '../../gateway/simulation/observation.js';
import { findRuleBreaks } from '../../model/rules.js';
import type { Model } from '../../model/schema.js';
import { objectiveAnswer } from '../objective/objective.js';
import type { Advice } from '../summary/schema/judgement.js';
import type { RunContext } from '../summary/summarise.js';
import { summarise } from '../summary/summarise.js';
import type { Summary } from '../summary/summary.js';
import { termsOf } from '../summary/terms.js';
import { badness, helps, isWell } from './better.js';
import { type Change, together } from './change.js';
import { contentSuffers, otherWays } from './content.js';
import { costText, effectsOf, leftOf } from './effect.js';
import { moreOfEach } from './more.js';
import { openTheWay } from './openings.js';
import { byRelevance } from './relevance.js';

interface AdviceOptions {
  /** Simulates replication 0 of a deployment, over the window and with the random numbers of the run. */
  readonly simulateFirst: (model: Model) => Promise<Observation | null>;
  readonly context: RunContext;
  readonly signal?: AbortSignal | undefined;
}

/** A change that was tried, and what came of it. */
interface Tried {
  readonly change: Change;
  readonly summary: Summary;
}

/** Whether a run asks for advice: it is not well, misses its objective, or content suffers or makes most of the bill. */
export const needsAdvice = (summary: Summary): boolean => isUnwell(summary) || contentSuffers(summary);

const isUnwell = ({ verdict, objective }: Summary): boolean =>
  (verdict.state !== 'holds' && verdict.state !== 'idle') || objectiveAnswer(objective) === 'missed';

/**
 * The one or two changes that would help most, each tried by one replication of the same window and random numbers: what is
 * in the way is opened first, then come the parts that bear on what is wrong, the best of them together with what bears on
 * what is left, and the other parts. They are tried in this order until as many events are spent as the run itself took, so
 * that the advice does not depend on the speed of a machine.
 * @param observations of the run, replication 0 among them
 */
export async function advise(
  model: Model,
  observations: readonly Observation[],
  summary: Summary,
  options: AdviceOptions,
): Promise<{ readonly advice: Advice[]; readonly tried: string[] }> {
  const budget = observations.reduce((sum, { events }) => sum + events, 0);
  const before = single(observations.find(({ replication }) => replication === 0)!, model, options.context);
  const tried: Tried[] = [];
  let spent = 0;
  const attempt = async (change: Change): Promise<void> => {
    if (spent >= budget || options.signal?.aborted) return;
    const changed = change.apply(model);
    if (findRuleBreaks(changed).length > 0) return;
    const observation = await options.simulateFirst(changed);
    if (observation === null) return; // interrupted
    spent += observation.events;
    tried.push({ change, summary: single(observation, changed, options.context) });
  };
  const { relevant, rest } = byRelevance(changesOf(model, summary), summary);
  for (const change of relevant) await attempt(change);
  const helpful = () =>
    tried.filter((one) => helps(before, one.summary)).sort((a, b) => order(a.summary, b.summary));
  const [best] = helpful();
  if (best !== undefined && !isWell(best.summary)) {
    const changed = best.change.apply(model);
    const [next] = byRelevance(changesOf(changed, best.summary), best.summary).relevant;
    if (next !== undefined) await attempt(together(best.change, next));
  }
  for (const change of rest) await attempt(change);
  const [first, second] = helpful();
  return {
    advice: [
      first,
      second !== undefined && isAsGood(second.summary, first!.summary) ? second : undefined,
    ].flatMap((one) => (one === undefined ? [] : [adviceOf(one, model, before)])),
    tried: tried.map(({ change }) => change.what),
  };
}

function changesOf(model: Model, summary: Summary): Change[] {
  // Where all is well but content, parts would be bought for nothing.
  const ways = contentSuffers(summary) ? otherWays(model) : [];
  if (!isUnwell(summary)) return ways;
  const open = openTheWay(model);
  return [...(open === null ? [] : [open]), ...moreOfEach(model, summary), ...ways];
}

/** A second way is told where it leads as far as the first. */
const isAsGood = (one: Summary, first: Summary): boolean => badness(one)[0] === badness(first)[0];

function order(a: Summary, b: Summary): number {
  const [one, other] = [badness(a), badness(b)];
  const at = one.findIndex((part, index) => part !== other[index]);
  return at < 0 ? 0 : one[at]! - other[at]!;
}

function adviceOf({ change, summary }: Tried, model: Model, before: Summary): Advice {
  return {
    what: change.what,
    set: [...change.set(model)],
    state: summary.verdict.state,
    leaves: leftOf(summary),
    brings: effectsOf(before, summary),
    cost: costText(before, summary),
  };
}

const single = (observation: Observation, model: Model, context: RunContext): Summary =>
  summarise([observation], { ...context, ...termsOf(model), replicationsPlanned: 1 });
