import type { Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import type { Model } from '../../src/model/schema.js';
import { type BilledVolumes, quantitiesOf } from '../../src/study/money/bill.js';

const WEEK = 168 * 3600;

/** What counts as the same, as a share of the expectation. */
const SAME = 0.02;

/** Some weeks of a model after some weeks of warm-up, with all that its model dates put off by the warm-up. */
export function simulatedWeeks(model: Model, warmup: number, measured: number): Observation {
  const later = structuredClone(model);
  later.simulation = {
    ...later.simulation,
    start: 0,
    warmup: warmup * WEEK,
    duration: measured * WEEK,
    interval: 3600,
  };
  for (const event of later.events) if (event.at !== undefined) event.at += warmup * WEEK;
  for (const { deployments } of later.content)
    for (const deployment of deployments) deployment.available += warmup * WEEK;
  return simulate(later, { seed: 'month', replication: 0 });
}

/** Items of a bill whose expected quantity differs by more than 2 % from the simulated one. */
export function compareVolumes(expected: BilledVolumes, simulated: BilledVolumes): object[] {
  const found = quantitiesOf(simulated);
  return quantitiesOf(expected).flatMap(({ what, part, quantity }) => {
    const other = found.find((one) => one.what === what && one.part === part)?.quantity ?? 0;
    return Math.abs(other - quantity) <= SAME * quantity ? [] : [{ what, part, quantity, simulated: other }];
  });
}
