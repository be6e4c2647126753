import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { measuredVolumes, volumesOver } from '../../src/study/money/month.js';
import { compareVolumes, simulatedWeeks } from '../study/weeks-volumes.js';

/** Clients of the largest models: as many as show what all of them do. */
const CLIENTS: Readonly<Record<string, number>> = { 'sixteen-instances': 4_000 };

const names = readdirSync('models').map((file) => file.replace(/\.yaml$/, ''));

describe('what a month of a shipped model uses', () => {
  it.each(names)('%s: agrees with four simulated weeks (2 in 100)', (name) => {
    const file = `models/${name}.yaml`;
    const read = loadModel(readFileSync(file, 'utf8'), file);
    if (!('value' in read)) throw new Error(`${file} does not load`);
    const [population] = read.value.clients;
    population!.count = CLIENTS[name] ?? population!.count;
    const simulated = measuredVolumes(simulatedWeeks(read.value, 2, 4), read.value.prices.hoursPerMonth);
    expect(compareVolumes(volumesOver(read.value, simulated.hours), simulated)).toEqual([]);
  });
});
