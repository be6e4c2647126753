import { z } from 'zod';
import { valueOrIssue } from './reading-field.js';
import {
  type Complaint,
  describe,
  QUANTITIES,
  type QuantityName,
  quantityPattern,
  readQuantity,
} from './units.js';

/** How a quantity is written; a wrong default in the schema is thereby refused at compile time. */
export type QuantityText<Name extends QuantityName> = Name extends 'share'
  ? `${number}%` | number
  : `${number}${Extract<keyof (typeof QUANTITIES)[Name]['units'], string>}` | 0;

type QuantityField<Name extends QuantityName> = z.ZodType<number, QuantityText<Name>>;

type Written<Name extends QuantityName> = z.ZodType<QuantityText<Name>, QuantityText<Name>>;

/** How a quantity looks in a model file. */
function writtenAs<Name extends QuantityName>(name: Name): Written<Name> {
  return z.unknown().meta({
    id: name,
    description: `${QUANTITIES[name].noun} with its unit, as in ${QUANTITIES[name].example}`,
    anyOf: [
      { type: 'string', pattern: quantityPattern(name) },
      QUANTITIES[name].bare === 'any' ? { type: 'number', minimum: 0, maximum: 1 } : { const: 0 },
    ],
  }) as unknown as Written<Name>;
}

/** A field that reads one quantity into the program's own unit; `noDistribution` is the reason why it reads one alone. */
function quantityField<Name extends QuantityName>(
  name: Name,
  written = writtenAs(name),
  noDistribution?: string,
  common?: readonly string[],
): QuantityField<Name> {
  return written
    .transform((input, context) => {
      const reading = distributionComplaint(input, QUANTITIES[name].example, noDistribution);
      return valueOrIssue(reading ?? readQuantity(name, input, common), input, context);
    })
    .meta({
      quantity: name,
      ...(noDistribution === undefined ? {} : { noDistribution }),
      ...(common && { common }),
    });
}

/** What is wrong with a mapping where one value stands, and why it has to; null for what is no mapping. */
export function distributionComplaint(input: unknown, example: string, reason?: string): Complaint | null {
  if (reason === undefined || describe(input) !== 'a mapping') return null;
  return {
    message: `it takes one value, not a distribution: ${reason}`,
    remedy: `write one value such as ${example}`,
  };
}

const writtenDuration = writtenAs('duration');
const writtenSize = writtenAs('size');

/** "20ms", "5min", "8h", "7d" -> seconds. */
export const duration = quantityField('duration', writtenDuration);
/** "8KiB", "1.4MB", "100B" -> bytes. */
export const size = quantityField('size', writtenSize);
/** A duration that is one value, and the reason why no distribution may stand there. */
export const fixedDuration = (reason: string, common?: readonly string[]) =>
  quantityField('duration', writtenDuration, reason, common);
/** Likewise a size. */
export const fixedSize = (reason: string) => quantityField('size', writtenSize, reason);
/** "500Mbps", "50Gbps" -> bits per second. */
export const rate = quantityField('rate');
/** "500/s", "10/min" -> events per second. */
export const perSecond = quantityField('perSecond');
/** "3%" or 0.03 -> 0..1. */
export const share = quantityField('share');
