import { availabilityText } from '../../model/availability.js';
import { gatewayNotes } from '../../model/classic.js';
import type { ModelClock } from '../../model/clock/read-clock.js';
import { type ClientCounts, remoteCounts } from '../../model/remote.js';
import { gatewaysOf, type Model } from '../../model/schema.js';
import type { BilledVolumes } from '../money/bill.js';
import { monthOf } from '../money/month.js';
import { type Prices, pricesOf } from '../money/prices.js';

/** What a summary is told of its deployment, whatever was measured. */
export interface Terms {
  readonly prices: Prices;
  /** What a month of it is expected to use. */
  readonly month: BilledVolumes;
  /** Whole sentences that every output carries. */
  readonly notes: string[];
  /** For which sizes and regions prices and verdict take for granted that they are offered; null where nothing is for sale. */
  readonly availability: string | null;
  /** Whose clock times are told; left out: UTC. */
  readonly clock?: ModelClock | undefined;
  /** Clients by population; null where all are remote. */
  readonly remote: Readonly<Record<string, ClientCounts>> | null;
}

export const termsOf = (model: Model): Terms => ({
  prices: pricesOf(model),
  month: monthOf(model),
  notes: gatewayNotes(gatewaysOf(model)),
  availability: availabilityText(gatewaysOf(model)),
  clock: model.clock,
  remote: remoteCounts(model),
});

/** A deployment of several, and what a study calls it. */
interface Side {
  readonly name: string;
  readonly model: Model;
}

/** What a study of several deployments says of all of them, each sentence once; where it is about some, they are named before it. */
export function termsOfAll(
  sides: readonly Side[],
  nameSome = namesOf,
): Pick<Terms, 'notes' | 'availability'> {
  const about = new Map<string, string[]>();
  for (const { name, model } of sides)
    for (const note of gatewayNotes(gatewaysOf(model))) about.set(note, [...(about.get(note) ?? []), name]);
  return {
    notes: [...about].map(([note, names]) =>
      names.length === sides.length ? note : `${nameSome(names)}: ${note}`,
    ),
    availability: availabilityText(sides.flatMap(({ model }) => gatewaysOf(model))),
  };
}

const namesOf = (names: readonly string[]): string => names.join(', ');
