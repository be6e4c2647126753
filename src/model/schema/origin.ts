import type { Provenance } from '../field.js';

/** Short forms of a default's provenance, so that a schema reads as a table. */

const facts = (section: number | string): string => `domain-facts ${section}`;

/** Stated by Microsoft's documentation. */
export const doc = (section: number | string): Provenance => ({ origin: 'doc', source: facts(section) });
/** Reported by administrators, blogs or forums. */
export const field = (section: number | string): Provenance => ({ origin: 'field', source: facts(section) });
/** Follows from documented figures by arithmetic. */
export const derived = (section: number | string): Provenance => ({
  origin: 'derived',
  source: facts(section),
});
/** Seen on a small real build of the channels. */
export const measured = (): Provenance => ({ origin: 'measured', source: 'channel-measurements' });
/** An engineering estimate: `low` and `high` bound what is plausible. */
export const assumed = (
  section: number | string,
  low: string | number,
  high: string | number,
): Provenance => ({ origin: 'assumed', source: facts(section), range: [low, high] });
/** An estimate or a choice without a range of numbers behind it. */
export const chosen = (section: number | string): Provenance => ({
  origin: 'assumed',
  source: facts(section),
});
