import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = readFileSync('src/gateway/request/request-records.ts', 'utf8');
const [words = '', doubles = ''] = source.split('// Attributes in `floats`');
const places = (text: string): [name: string, place: number][] =>
  [...text.matchAll(/^const ([A-Z_]+) = (\d+);$/gm)].map(([, name, place]) => [name!, Number(place)]);

describe('the layout of a record', () => {
  it('gives each attribute words of its own, in the half that holds attributes', () => {
    const attributes = places(doubles).filter(([name]) => name !== 'ATTRIBUTES');
    const size = 2 * places(doubles).find(([name]) => name === 'ATTRIBUTES')![1];
    const taken = [
      ...places(words).map(([, word]) => word),
      ...attributes.flatMap(([, double]) => [2 * double, 2 * double + 1]),
    ];
    expect(taken.length).toBeGreaterThan(20);
    expect(new Set(taken).size).toBe(taken.length);
    expect(Math.max(...taken)).toBeLessThan(size);
  });
});
