import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { monthOf } from '../../src/study/money/month.js';

const page = readFileSync('docs/costs.md', 'utf8');
const rows = [...page.matchAll(/^\| (`[^|]+`) \| (\d+) \| (\d+) \|/gm)].flatMap(
  ([, models = '', relayed, content]) =>
    [...models.matchAll(/`([\w-]+)`/g)].map(([, name]) => [name!, Number(relayed), Number(content)] as const),
);

describe('the egress of a client and month in docs/costs.md', () => {
  it('has a row for every shipped model', () => {
    expect(rows).toHaveLength(7);
  });

  it.each(rows)('%s: %i MB relayed, %i MB of content', (name, relayed, content) => {
    const file = `models/${name}.yaml`;
    const read = loadModel(readFileSync(file, 'utf8'), file);
    if (!('value' in read)) throw new Error(`${file} does not load`);
    const { gateways, storages, clients } = monthOf(read.value);
    const megabytes = (all: readonly { readonly egressBytes: number }[]): number =>
      Math.round(all.reduce((sum, { egressBytes }) => sum + egressBytes, 0) / clients / 1e6);
    expect([megabytes(gateways), megabytes(storages)]).toEqual([relayed, content]);
  });
});
