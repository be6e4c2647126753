import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { disagreements } from '../workload/demand-agreement.js';

/** Clients of the largest model: as many as show what all of them do. */
const MOST_CLIENTS = 16_000;

const names = readdirSync('models').map((file) => file.replace(/\.yaml$/, ''));

describe('the expected demand of every shipped model', () => {
  it.each(names)('%s: agrees with its third simulated week, in every hour and class', (name) => {
    const file = `models/${name}.yaml`;
    const overrides = name === 'sixteen-instances' ? [`clients.everyone.count=${MOST_CLIENTS}`] : [];
    const read = loadModel(readFileSync(file, 'utf8'), file, { overrides });
    if (!('value' in read)) throw new Error(`${file} does not load`);
    expect(disagreements(read.value)).toEqual([]);
  });
});
