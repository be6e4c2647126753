import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../../src/engine/index.js';
import { ConnectionLives } from '../../../../src/gateway/systems/channel/connection-lives.js';
import { fixedWay } from './fixed-way.js';

/** One channel of two connections, both built at 0. */
function built(idleTimeout: number, lifetime: number) {
  const simulation = new Simulation();
  const lives = new ConnectionLives(simulation);
  const here = fixedWay({ idleTimeout, lifetime });
  lives.add(fixedWay({ idleTimeout: 1, lifetime: 1 }), 3); // another channel before it
  lives.add(here, 2);
  for (const connection of [0, 1]) lives.begin(1, connection, here);
  return { simulation, lives, here };
}

describe('lives of connections', () => {
  it('end by silence, each for itself', () => {
    const { simulation, lives } = built(10, Number.POSITIVE_INFINITY);
    simulation.run(9);
    expect(lives.use(1, 0)).toBe(false);
    simulation.run(12);
    expect([lives.use(1, 0), lives.use(1, 1)]).toEqual([false, true]);
  });

  it('end by age, however busy', () => {
    const { simulation, lives, here } = built(10, 15);
    for (const now of [5, 10, 14]) {
      simulation.run(now);
      expect(lives.use(1, 0)).toBe(false);
    }
    simulation.run(15);
    expect(lives.use(1, 0)).toBe(true);
    lives.begin(1, 0, here);
    expect(lives.use(1, 0)).toBe(false);
  });

  it('are prolonged by a use that is told of later, not by one before the last', () => {
    const { simulation, lives } = built(10, Number.POSITIVE_INFINITY);
    simulation.run(15);
    lives.usedAt(1, 0, 8);
    lives.usedAt(1, 0, 2);
    lives.usedAt(1, 1, 4);
    expect([lives.use(1, 0), lives.use(1, 1)]).toEqual([false, true]);
  });

  it('never end where nothing closes connections', () => {
    const { simulation, lives } = built(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    simulation.run(1e9);
    expect([lives.use(1, 0), lives.use(1, 1)]).toEqual([false, false]);
  });
});
