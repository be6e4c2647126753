import { describe, expect, it } from 'vitest';
import { Draws, SerialLine, Simulation } from '../../../../src/engine/index.js';
import { ConditionsByChannel } from '../../../../src/gateway/systems/channel/conditions.js';
import { fixedWay } from './fixed-way.js';

describe('conditions of channels', () => {
  it('are one object for channels that are alike, and each channel’s own where they are not', () => {
    const simulation = new Simulation();
    const draws = new Draws(simulation);
    const card = new SerialLine(simulation, { name: 'card', bitsPerSecond: 1e9 });
    const cards = [card, card] as const;
    const constant = (seconds: number) => draws.of('', { kind: 'constant', value: seconds });
    const drawn = (name: string) => draws.of(name, { kind: 'exponential', mean: 1 });
    const [near, far] = [fixedWay(), fixedWay()];
    const conditions = new ConditionsByChannel();
    const channels = [
      { name: 'a', way: near, overhead: constant(0), idleReset: constant(1), cards },
      { name: 'b', way: near, overhead: constant(0), idleReset: constant(1), cards },
      { name: 'c', way: far, overhead: constant(0), idleReset: constant(1), cards },
      { name: 'd', way: near, overhead: drawn('d'), idleReset: constant(1), cards },
      { name: 'e', way: near, overhead: drawn('e'), idleReset: constant(1), cards },
    ];
    for (const channel of channels) conditions.add(channel);
    const found = channels.map((_, channel) => conditions.of(channel));
    expect(found[1]).toBe(found[0]);
    expect(new Set(found).size).toBe(4);
    channels.forEach(({ way, overhead, idleReset }, channel) => {
      expect({ ...conditions.of(channel) }).toEqual({ way, overhead, idleReset });
      expect(conditions.of(channel).overhead).toBe(overhead);
    });
  });
});
