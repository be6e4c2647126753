import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlowOrder } from '../../../src/engine/shared-link/flow-order.js';

describe('FlowOrder', () => {
  it('gives flows in order of (key, sequence), whichever leave in between (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ key: fc.integer({ min: 0, max: 30 }), leaves: fc.nat({ max: 5 }) }), {
          maxLength: 120,
        }),
        (steps) => {
          const order = new FlowOrder();
          const present: { flow: number; key: number; sequence: number }[] = [];
          const leave = (index: number) => order.remove(present.splice(index, 1)[0]!.flow);
          steps.forEach(({ key, leaves }, sequence) => {
            present.push({ flow: order.insert(key, sequence, sequence, key, 0), key, sequence });
            if (leaves === 1) leave(sequence % present.length);
            present.sort((a, b) => a.key - b.key || a.sequence - b.sequence);
            if (leaves === 0) leave(0);
            expect(order.size).toBe(present.length);
            if (present.length > 0) expect(order.job(order.first())).toBe(present[0]!.sequence);
          });
          while (present.length > 0) {
            expect(order.job(order.first())).toBe(present[0]!.sequence);
            leave(0);
          }
          expect(order.size).toBe(0);
        },
      ),
      { seed: 3, numRuns: 300 },
    );
  });

  it('tells the uses of a number apart', () => {
    const order = new FlowOrder();
    expect(order.generation(0)).toBe(0);
    const flow = order.insert(1, 0, 7, 100, 5);
    expect([order.job(flow), order.bytes(flow), order.started(flow), order.key(flow)]).toEqual([
      7, 100, 5, 1,
    ]);
    const generation = order.generation(flow);
    expect(generation % 2).toBe(1);
    order.remove(flow);
    expect(order.generation(flow)).not.toBe(generation);
    expect(order.insert(2, 1, 8, 100, 6)).toBe(flow);
    expect([order.generation(flow), order.first()]).toEqual([generation + 2, flow]);
  });

  it('has generations that stay exact in a number of 53 bits, however often a place is used', () => {
    const order = new FlowOrder();
    let largest = 0;
    for (let use = 0; use < 2 ** 20; use++) {
      const flow = order.insert(use, use, use, 1, 0);
      const generation = order.generation(flow);
      largest = Math.max(largest, generation);
      if (generation % 2 === 0) throw new Error(`generation ${generation} in use`);
      order.remove(flow);
    }
    expect(largest * 2 ** 32 + 2 ** 32).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    expect(largest).toBeGreaterThan(1_000_000);
  });

  it('grows and keeps what it has', () => {
    const order = new FlowOrder();
    const flows = Array.from({ length: 500 }, (_, index) => order.insert(index % 7, index, index, index, 0));
    expect(flows.map((flow) => order.bytes(flow))).toEqual(flows.map((_, index) => index));
  });
});
