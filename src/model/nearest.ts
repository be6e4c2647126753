import { areOpposite } from './opposites.js';

/**
 * The candidate that someone most likely meant by `word`, or undefined when none is near.
 * Distance: Levenshtein with swapped neighbours counted once, upper and lower case alike; at most a third of the word may differ.
 * A name that says the opposite is never meant, however near it is, nor one with other digits: p999 is not p99.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .filter((candidate) => !areOpposite(word, candidate) && sameDigits(word, candidate))
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  const allowed = Math.max(1, Math.floor(Math.max(word.length, best.candidate.length) / 3));
  return best.distance <= allowed ? best.candidate : undefined;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const sameDigits = (word: string, candidate: string): boolean =>
  digitsOf(word) === '' || digitsOf(candidate) === '' || digitsOf(word) === digitsOf(candidate);

function distance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current[j] = Math.min(
        previous[j]! + 1,
        current[j - 1]! + 1,
        previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? beforePrevious[j - 2]! + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}
