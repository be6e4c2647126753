import { count } from '../words/format.js';

/** Most names in one sentence. */
const NAMED = 4;

/** The first few sentences of a kind, and how many more there are. */
export function firstOf(texts: readonly string[], what: string): string[] {
  const rest = texts.length - NAMED;
  return rest > 1
    ? [...texts.slice(0, NAMED), `There are ${count(rest)} more ${what} in the results.`]
    : [...texts];
}

/** One sentence about several things, or none about none. */
export function about(names: readonly string[], write: (names: string) => string): string[] {
  if (names.length === 0) return [];
  const rest = names.length - NAMED;
  const all = rest > 0 ? [...names.slice(0, NAMED), `${rest} more`] : names;
  return [write([all.slice(0, -1).join(', '), ...all.slice(-1)].filter((part) => part !== '').join(' and '))];
}
