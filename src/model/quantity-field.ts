import { z } from 'zod';
import { QUANTITIES, type QuantityName, quantityPattern, readQuantity } from './units.js';

/** How a quantity is written; a wrong default in the schema is thereby refused at compile time. */
export type QuantityText<Name extends QuantityName> = Name extends 'share'
  ? `${number}%` | number
  : `${number}${Extract<keyof (typeof QUANTITIES)[Name]['units'], string>}` | 0;

type QuantityField<Name extends QuantityName> = z.ZodType<number, QuantityText<Name>>;

/** A field that reads one quantity into the program's own unit. */
function quantityField<Name extends QuantityName>(name: Name): QuantityField<Name> {
  const written = z.unknown().meta({
    id: name,
    description: `${QUANTITIES[name].noun} with its unit, as in ${QUANTITIES[name].example}`,
    anyOf: [
      { type: 'string', pattern: quantityPattern(name) },
      QUANTITIES[name].bare === 'any' ? { type: 'number', minimum: 0, maximum: 1 } : { const: 0 },
    ],
  }) as unknown as z.ZodType<QuantityText<Name>, QuantityText<Name>>;
  return written
    .transform((input, context) => {
      const reading = readQuantity(name, input);
      if ('value' in reading) return reading.value;
      context.issues.push({
        code: 'custom',
        message: reading.message,
        params: { remedy: reading.remedy },
        input,
      });
      return z.NEVER;
    })
    .meta({ quantity: name });
}

/** "20ms", "5min", "8h", "7d" -> seconds. */
export const duration = quantityField('duration');
/** "8KiB", "1.4MB", "100B" -> bytes. */
export const size = quantityField('size');
/** "500Mbps", "50Gbps" -> bits per second. */
export const rate = quantityField('rate');
/** "500/s", "10/min" -> events per second. */
export const perSecond = quantityField('perSecond');
/** "3%" or 0.03 -> 0..1. */
export const share = quantityField('share');
