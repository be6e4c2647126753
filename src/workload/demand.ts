import type { Model, RequestClass } from '../model/schema.js';
import { Curve, type Recurring } from './demand/curve.js';
import { PopulationAccount } from './demand/population-account.js';
import { WEEK_SECONDS } from './demand/week.js';

/** What a population is expected to ask for over time. */
export interface PopulationDemand {
  readonly name: string;
  /** Seconds that clients are online: a second, clients online. */
  readonly clients: Curve;
  /** By request class, those that are asked for at all. */
  readonly classes: Readonly<Partial<Record<RequestClass, ClassDemand>>>;
  /** Bytes of relayed requests and their replies. */
  readonly bytes: Curve;
  /** Seconds of work of all instances: on requests, downloads and connections. */
  readonly cpu: Curve;
  /** Downloads of content begun, and bytes of content. */
  readonly downloads: Curve;
  readonly contentBytes: Curve;
  /** Downloads begun of each package, in the order of the model. */
  readonly packages: readonly Recurring[];
}

/** Relayed requests of one class, and of each in the mean its bytes with those of the reply, and seconds of work on it. */
export interface ClassDemand {
  readonly requests: Curve;
  readonly bytesEach: number;
  readonly cpuEach: number;
}

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
