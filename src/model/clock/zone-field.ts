import { z } from 'zod';
import { valueOrIssue } from '../reading-field.js';
import { readZone, type Zone } from './zone.js';

/** A zone in a model that is being read: its offset is known once the date is. */
export class WrittenZone {
  constructor(readonly zone: Zone | 'site') {}
}

/** How a zone is written; what is known of it at compile time. */
type ZoneText =
  | `${number}h`
  | 0
  | 'UTC'
  | 'site'
  | `UTC${'+' | '-'}${string}`
  | `${string}/${string}`
  | `${string} Time`;

const PATTERN = '^([+-]?\\d+(\\.\\d+)?h|(UTC|GMT)([+-]\\d{1,2}(:?[0-5]\\d)?)?|[A-Za-z_]+/.+|.* Time.*)$';

/**
 * A time zone: local time minus UTC in seconds, once the model as a whole is read (see `readClock`).
 * @param site whether `site` stands for the zone of the site
 */
const zoneField = (site: boolean) =>
  z
    .unknown()
    .meta({
      description: `an offset from UTC as in 1h, or the name of a zone as in Europe/Warsaw${site ? '; site: that of the site' : ''}`,
      anyOf: [{ type: 'string', pattern: site ? PATTERN.replace('(', '(site|') : PATTERN }, { const: 0 }],
    })
    .transform((input, context) => {
      if (site && input === 'site') return new WrittenZone('site');
      const zone = readZone(input);
      return valueOrIssue('message' in zone ? zone : { value: new WrittenZone(zone) }, input, context);
    }) as unknown as z.ZodType<number, ZoneText>;

/** The zone of the site. */
export const siteZone = zoneField(false);
/** The zone of a population. */
export const populationZone = zoneField(true);
