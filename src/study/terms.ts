import { availabilityText } from '../model/availability.js';
import { gatewayNotes } from '../model/classic.js';
import { gatewaysOf, type Model } from '../model/schema.js';
import { type Prices, pricesOf } from './cost.js';

/** What a summary is told of its deployment, whatever was measured. */
export interface Terms {
  readonly prices: Prices;
  /** Whole sentences that every output carries. */
  readonly notes: readonly string[];
  /** For which sizes and regions prices and verdict take for granted that they are offered; null where nothing is for sale. */
  readonly availability: string | null;
}

export const termsOf = (model: Model): Terms => ({
  prices: pricesOf(model),
  notes: gatewayNotes(gatewaysOf(model)),
  availability: availabilityText(gatewaysOf(model)),
});
