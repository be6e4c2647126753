import { describe, expect, it } from 'vitest';
import { SerialLine, Simulation } from '../../src/engine/index.js';

describe('SerialLine', () => {
  it('carries one message after the other without an event', () => {
    const simulation = new Simulation();
    const line = new SerialLine(simulation, { name: 'l', bitsPerSecond: 80 });
    expect([line.send(10), line.send(20), line.send(0)]).toEqual([1, 3, 3]);
    expect(simulation.pendingEvents).toBe(0);
    simulation.run(2);
    expect(line.totals()).toMatchObject({
      busySeconds: 2,
      queueSeconds: 1 + 2,
      capacitySeconds: 2,
      arrivals: 3,
      completions: 1,
      started: 2,
      waitSeconds: 1,
      inProgress: 2,
    });
    simulation.run(10);
    expect(line.totals()).toMatchObject({ busySeconds: 3, queueSeconds: 4, waitSeconds: 4, completions: 3 });
    expect([line.bytes, line.maxQueue]).toEqual([30, 2]);
    expect(line.send(10)).toBe(11);
  });

  it('waits for a first bit that is not there yet', () => {
    const simulation = new Simulation();
    const line = new SerialLine(simulation, { name: 'l', bitsPerSecond: 8 });
    expect([line.send(1, 5), line.send(1), line.send(1, 20)]).toEqual([6, 7, 21]);
    simulation.run(5.5);
    expect(line.totals()).toMatchObject({ busySeconds: 0.5, queueSeconds: 5.5 });
    simulation.run(15);
    expect(line.totals()).toMatchObject({ busySeconds: 2, queueSeconds: 6, inProgress: 1 });
    expect(line.send(1, 3)).toBe(22);
  });

  it('applies a new rate to messages handed over afterwards', () => {
    const line = new SerialLine(new Simulation(), { name: 'l', bitsPerSecond: 8 });
    line.send(1);
    line.setBitsPerSecond(16);
    expect(line.send(1)).toBe(1.5);
    line.setBitsPerSecond(Infinity);
    expect(line.send(1e9)).toBe(1.5);
    expect(() => line.setBitsPerSecond(0)).toThrow(RangeError);
    expect(() => line.send(-1)).toThrow(RangeError);
  });

  it('keeps its books over a long backlog', () => {
    const simulation = new Simulation();
    const line = new SerialLine(simulation, { name: 'l', bitsPerSecond: 8 });
    for (let round = 0; round < 50; round++) {
      simulation.run(round * 7);
      for (let message = 0; message < 10; message++) line.send(1);
    }
    simulation.run(1000);
    expect(line.totals()).toMatchObject({
      arrivals: 500,
      completions: 500,
      started: 500,
      busySeconds: 500,
      inProgress: 0,
    });
    expect(line.totals().queueSeconds).toBeCloseTo(line.totals().waitSeconds, 9);
  });

  it('forgets what it has not sent: nothing waits for it, and the books are kept', () => {
    const simulation = new Simulation();
    const line = new SerialLine(simulation, { name: 'l', bitsPerSecond: 8 });
    line.clear();
    for (const bytes of [1, 2, 3, 4]) line.send(bytes);
    simulation.run(2);
    line.clear();
    // One was sent; the second is cut off after half of it, and the others have waited two seconds each.
    expect(line.totals()).toMatchObject({
      ...{ arrivals: 4, completions: 1, withdrawn: 3, inProgress: 0, started: 2, busySeconds: 2 },
      ...{ queueSeconds: 5, waitSeconds: 1, unservedWaitSeconds: 4 },
    });
    expect([line.send(1), line.send(1)]).toEqual([3, 4]);
    simulation.run(10);
    line.clear();
    expect(line.totals()).toMatchObject({
      ...{ arrivals: 6, completions: 3, withdrawn: 3, inProgress: 0, started: 4, busySeconds: 4 },
      ...{ queueSeconds: 6, waitSeconds: 2, unservedWaitSeconds: 4 },
    });
  });
});
