import type { Path } from '../problem.js';
import type { Model } from '../schema.js';
import { clockHours } from '../time-hints.js';
import { broken, mustBeNamed, type RuleBreak } from './rule.js';

/** The bytes of all clients' records, 64 each, are counted in 32 bits. */
const MOST_CLIENTS = 2 ** 25;

export function* countableClients(model: Model): Iterable<RuleBreak> {
  let sum = 0;
  for (const [index, { count }] of model.clients.entries()) {
    sum += count;
    if (sum <= MOST_CLIENTS) continue;
    const path: Path = ['clients', index, 'count'];
    yield broken(path, `${sum} clients in all are too many`, `write no more than ${MOST_CLIENTS} in all`);
    return;
  }
}

export function* sharesAddUp(model: Model): Iterable<RuleBreak> {
  for (const [index, population] of model.clients.entries()) {
    const path: Path = ['clients', index];
    const { entra, certificate, siteToken } = population.authentication;
    yield* mustBeOne([...path, 'authentication'], [entra, certificate, siteToken]);
    yield* mustBeOne(
      [...path, 'access', 'bandwidth'],
      population.access.bandwidth.map((one) => one.share),
    );
  }
}

function* mustBeOne(path: Path, shares: readonly number[]): Iterable<RuleBreak> {
  const sum = shares.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-9) {
    const shown = Number((sum * 100).toPrecision(12));
    yield broken(path, `the shares add up to ${shown}%`, 'make them add up to 100%');
  }
}

const DAY_SECONDS = 86_400;

export function* onlineHours(model: Model): Iterable<RuleBreak> {
  for (const [index, { hours }] of model.clients.entries()) {
    const path: Path = ['clients', index, 'hours'];
    const twice = hours.days.findIndex((day, at) => hours.days.indexOf(day) < at);
    if (twice >= 0)
      yield broken([...path, 'days', twice], `${hours.days[twice]} is written twice`, 'keep one of the two');
    const clock = (seconds: number): string => `${Number((seconds / 3_600).toPrecision(6))}h`;
    const late = (['from', 'to'] as const).filter((field) => hours[field] > DAY_SECONDS);
    for (const field of late) {
      const times = clockHours(String(hours[field] / 3_600));
      const meant = times.length === 1 ? times[0] : '24h or less';
      yield broken([...path, field], `a day has no ${clock(hours[field])}`, `write ${meant}`);
    }
    if (late.length > 0) continue;
    if (hours.from >= hours.to) {
      yield broken(
        [...path, 'from'],
        `hours from ${clock(hours.from)} to ${clock(hours.to)} end before they begin`,
        'write a later end; for a night shift, two populations or another timeZone',
        [...path, 'to'],
      );
    }
  }
}

export function* inspectedPopulations(model: Model): Iterable<RuleBreak> {
  for (const [index, { leg, population }] of model.inspection.entries()) {
    if (population === undefined) continue;
    const path: Path = ['inspection', index, 'population'];
    yield* mustBeNamed(path, 'population', population, model.clients);
    if (!leg.startsWith('client-')) {
      yield broken(path, `no clients pass the leg ${leg}`, 'remove population', ['inspection', index, 'leg']);
    }
  }
}
