import { type Bound, boundValue } from './bounds.js';
import type { PlanScenario } from './result.js';
import type { Samples } from './samples.js';
import type { SearchResult } from './search.js';

/** What the frontier holds against cost: a latency of the objective in a scenario. */
export interface Frontier {
  readonly bound: Bound;
  readonly scenario: number;
}

/**
 * Holds cost against the first latency of the objective, in the scenario in which the selected candidate (or else the
 * dearest) waits longest, and simulates there those candidates that nobody had to judge.
 */
export async function frontierOf(
  replications: number,
  scenarios: readonly PlanScenario[],
  { selected }: SearchResult,
  samples: Samples,
  candidates: number,
): Promise<Frontier | null> {
  let slowest: (Frontier & { seconds: number }) | null = null;
  for (const [scenario, { bounds }] of scenarios.entries()) {
    const bound = bounds.find(({ measure }) => measure !== 'failed');
    if (bound === undefined) continue;
    const seen = await samples.all(selected ?? candidates - 1, scenario);
    const seconds = Math.max(...seen.map((one) => boundValue(bound, one)));
    if (slowest === null || seconds > slowest.seconds) slowest = { bound, scenario, seconds };
  }
  if (slowest === null) return null;
  for (let candidate = 0; candidate < candidates && replications > 0; candidate++) {
    const done = (await samples.all(candidate, slowest.scenario)).length;
    if (done < replications) await samples.take(candidate, slowest.scenario, 0, replications);
  }
  return slowest;
}
