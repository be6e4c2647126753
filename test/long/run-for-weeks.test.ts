import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import type { Model } from '../../src/model/schema.js';
import { comparedAfterTwoWeeks } from '../gateway/two-weeks.js';

/** All of its 150,000 clients would take an hour for each fortnight; fewer are as many times less. */
const CLIENTS: Readonly<Record<string, number>> = { 'sixteen-instances': 16_000 };
/** A fortnight of these takes minutes. */
const REPLICATIONS: Readonly<Record<string, number>> = { 'sixteen-instances': 4, 'content-50k': 4, lab: 12 };
const SOME = 6;

const names = readdirSync('models').map((file) => file.replace(/\.yaml$/, ''));

function shipped(name: string): Model {
  const file = `models/${name}.yaml`;
  const read = loadModel(readFileSync(file, 'utf8'), file);
  if (!('value' in read)) throw new Error(`${file} does not load`);
  const [population] = read.value.clients;
  population!.count = CLIENTS[name] ?? population!.count;
  return read.value;
}

describe('the measured window of a shipped model', () => {
  it.each(names)('is the same after two simulated weeks: %s', (name) => {
    const compared = comparedAfterTwoWeeks(shipped(name), REPLICATIONS[name] ?? SOME, 'weeks');
    console.log(name);
    console.table(compared);
    expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
  });
});
