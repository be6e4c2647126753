import type { Model } from '../model/schema.js';
import { Curve } from './demand/curve.js';
import { PopulationAccount, type PopulationDemand } from './demand/population-account.js';
import { WEEK_SECONDS } from './demand/week.js';

/** What all clients of a model are expected to ask for: the mean over chance, of a site that has run for weeks. */
export interface Demand {
  readonly populations: readonly PopulationDemand[];
  /** Relayed requests of all. */
  readonly requests: Curve;
}

/**
 * The expected demand of a model, from its rules alone. Retries and failures are no demand; answers are taken to come at
 * once. Content and events come at the time that the model states, and as often.
 */
export function demandOf(model: Model): Demand {
  const found = known.get(model) ?? settle(model);
  known.set(model, found);
  return found;
}

/** A study asks for the demand of one model several times: to place its window, for its bill and for its results. */
const known = new WeakMap<Model, Demand>();

function settle(model: Model): Demand {
  const weeks = weeksOfOnce(model);
  const populations = model.clients.map((population) =>
    new PopulationAccount(model, population, weeks).settle(),
  );
  const requests = new Curve();
  for (const { classes } of populations)
    for (const one of Object.values(classes)) requests.addCurve(one.requests);
  return { populations, requests };
}

/** Weeks in which something comes once, and one for what it brings later. */
function weeksOfOnce({ content, events }: Model): number {
  const moments = [
    ...content.flatMap(({ deployments }) =>
      deployments.flatMap((one) => (one.occurs === 'once' ? [one.available + one.window] : [])),
    ),
    ...events.flatMap((event) =>
      event.event === 'notify' && (event.occurs ?? 'once') === 'once' ? [event.at + event.within] : [],
    ),
  ];
  return moments.length === 0 ? 1 : Math.floor(Math.max(...moments) / WEEK_SECONDS) + 2;
}
