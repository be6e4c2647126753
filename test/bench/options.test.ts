import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';
import type { Part } from './part.js';

const parts: Part[] = [
  { name: 'w1', when: 'always', run: () => [] },
  { name: 'million', when: 'all', run: () => [] },
  { name: 'peers', when: 'peers', run: () => [] },
];

function chosen(...words: string[]): string[] | string {
  const options = readOptions(words, parts);
  return typeof options === 'string' ? options : options.chosen.map(({ name }) => name);
}

describe('readOptions', () => {
  it('leaves out what takes long and what needs other software, unless it is asked for', () => {
    expect(chosen()).toEqual(['w1']);
    expect(chosen('--all')).toEqual(['w1', 'million']);
    expect(chosen('--peers')).toEqual(['w1', 'peers']);
    expect(chosen('--only', 'million,peers')).toEqual(['million', 'peers']);
  });

  it('runs five pairs, one for a smoke test, or as many as told', () => {
    const runs = (...words: string[]) => (readOptions(words, parts) as { runs: number }).runs;
    expect([runs(), runs('--quick'), runs('--runs', '7')]).toEqual([5, 1, 7]);
  });

  it('says what is wrong', () => {
    expect(chosen('--only', 'w3')).toBe('--only: there is no part w3; one of w1, million, peers');
    expect(chosen('--runs', '0')).toBe('--runs: a whole number from 1 is needed, not 0');
    expect(chosen('--fast')).toContain("'--fast'");
  });
});
