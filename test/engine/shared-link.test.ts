import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SharedLink, Simulation } from '../../src/engine/index.js';

function linkWithLog(bitsPerSecond: number) {
  const simulation = new Simulation();
  const log: [number, number][] = [];
  const link = new SharedLink(simulation, {
    name: 'l',
    bitsPerSecond,
    done: (job) => log.push([simulation.now, job]),
  });
  return { simulation, link, log };
}

interface Flow {
  readonly at: number;
  readonly bytes: number;
  readonly cap: number;
}

/** End of every flow, by stepping all flows to each next start or end, with max-min rates by filling one flow after the other. */
function fluidEnds(capacity: number, flows: readonly Flow[]): number[] {
  const left = flows.map((flow) => flow.bytes * 8);
  const ends = flows.map(() => Infinity);
  const order = flows.map((_, index) => index).sort((a, b) => flows[a]!.at - flows[b]!.at);
  const present: number[] = [];
  let now = 0;
  while (order.length > 0 || present.length > 0) {
    let spare = capacity;
    const byCap = [...present].sort((a, b) => flows[a]!.cap - flows[b]!.cap);
    const rates = new Map<number, number>();
    byCap.forEach((flow, index) => {
      rates.set(flow, Math.min(flows[flow]!.cap, spare / (byCap.length - index)));
      spare -= rates.get(flow)!;
    });
    const firstEnd = Math.min(...present.map((flow) => left[flow]! / rates.get(flow)!));
    const step = Math.min(firstEnd, order.length > 0 ? flows[order[0]!]!.at - now : Infinity);
    now += step;
    for (const flow of [...present]) {
      left[flow]! -= step * rates.get(flow)!;
      if (left[flow]! > 1e-9 * flows[flow]!.bytes * 8) continue;
      ends[flow] = now;
      present.splice(present.indexOf(flow), 1);
    }
    while (order.length > 0 && flows[order[0]!]!.at <= now + 1e-12) present.push(order.shift()!);
  }
  return ends;
}

describe('SharedLink', () => {
  it('shares equally and speeds up when a flow ends', () => {
    const { simulation, link, log } = linkWithLog(800);
    const any = link.addClass(Infinity);
    link.start(1, 100, any);
    link.start(2, 200, any);
    simulation.run(2.5);
    expect(link.carriedBytes()).toBeCloseTo(250, 9);
    simulation.run(10);
    expect(log).toEqual([
      [2, 1],
      [3, 2],
    ]);
    expect(link.carriedBytes()).toBeCloseTo(300, 9);
    expect(link.totals()).toMatchObject({ arrivals: 2, completions: 2, busySeconds: 3, inProgress: 0 });
    expect(link.totals().waitSeconds).toBeCloseTo(1 + 1, 9);
    expect(link.totals().queueSeconds).toBeCloseTo(2, 9);
  });

  it('goes on at other shares when the cap of a class changes', () => {
    const { simulation, link, log } = linkWithLog(1000);
    const slow = link.addClass(200);
    const fast = link.addClass(Infinity);
    link.start(1, 100, slow); // 800 bits
    link.start(2, 400, fast); // 3,200 bits
    simulation.run(1);
    expect(link.carriedBytes()).toBeCloseTo(125, 9);
    link.setCap(slow, 600); // above the fair share of 500
    simulation.run(10);
    // 600 bits of the first at 500; the second then has 2,400 - 600 left at 1,000.
    expect(log.map(([, job]) => job)).toEqual([1, 2]);
    expect(log[0]![0]).toBeCloseTo(1 + 1.2, 9);
    expect(log[1]![0]).toBeCloseTo(2.2 + 1.8, 9);
    expect(() => link.setCap(9, 1)).toThrow('no class 9');
  });

  it('gives what a capped flow leaves to the others', () => {
    const { simulation, link, log } = linkWithLog(1000);
    const slow = link.addClass(200);
    const fast = link.addClass(Infinity);
    link.start(1, 25, slow);
    link.start(2, 100, fast);
    simulation.run(10);
    expect(log).toEqual([
      [1, 1],
      [1, 2],
    ]);
  });

  it('aborts a flow, keeps what it carried, and frees its share', () => {
    const { simulation, link, log } = linkWithLog(800);
    const any = link.addClass(Infinity);
    const flow = link.start(1, 100, any);
    link.start(2, 100, any);
    simulation.run(1);
    expect([link.abort(flow), link.abort(flow), link.abort(0), link.active]).toEqual([true, false, false, 1]);
    simulation.run(5);
    expect(log).toEqual([[1.5, 2]]);
    expect(link.carriedBytes()).toBeCloseTo(150, 9);
    expect(link.totals()).toMatchObject({ arrivals: 2, completions: 1, withdrawn: 1, inProgress: 0 });
    link.start(1, 10, any);
    expect(link.abort(flow)).toBe(false); // the same place, another flow
    simulation.run(10);
    expect(log.length).toBe(2);
  });

  it('takes two flows of one job apart', () => {
    const { simulation, link, log } = linkWithLog(800);
    const any = link.addClass(Infinity);
    const first = link.start(1, 100, any);
    const second = link.start(1, 300, any);
    expect(second).not.toBe(first);
    simulation.run(2);
    expect([log, link.active]).toEqual([[[2, 1]], 1]);
    expect([link.abort(first), link.abort(second), link.active]).toEqual([false, true, 0]);
  });

  it('halts at a capacity of 0 and goes on', () => {
    const { simulation, link, log } = linkWithLog(800);
    const any = link.addClass(400);
    link.start(1, 100, any);
    simulation.run(1);
    link.setBitsPerSecond(0);
    simulation.run(11);
    link.setBitsPerSecond(8000);
    simulation.run(20);
    expect(log).toEqual([[12, 1]]);
    expect(link.totals().queueSeconds).toBeCloseTo(10, 9);
    expect(link.totals().busySeconds).toBeCloseTo(0.55, 9);
  });

  it('carries without limits, and nothing at all, in no time', () => {
    const { simulation, link, log } = linkWithLog(Infinity);
    const any = link.addClass(Infinity);
    const capped = link.addClass(80);
    link.start(1, 1e9, any);
    link.start(2, 10, capped);
    link.start(3, 0, capped);
    simulation.run(0);
    expect(log.map(([, job]) => job)).toEqual([1, 3]);
    simulation.run(5);
    expect(log[2]).toEqual([1, 2]);
    expect(link.carriedBytes()).toBeCloseTo(1e9 + 10, 3);
  });

  it('refuses what cannot be', () => {
    const { link } = linkWithLog(1);
    const any = link.addClass(1);
    expect(() => link.start(1, -1, any)).toThrow(RangeError);
    expect(() => link.start(1, 1, 7)).toThrow(/class 7/);
    expect(() => linkWithLog(-1)).toThrow(RangeError);
    expect(() => link.addClass(Number.NaN)).toThrow(RangeError);
  });

  it('agrees with a fluid model of single flows (property)', () => {
    const flow = fc.record({
      at: fc.double({ min: 0, max: 10, noNaN: true }),
      bytes: fc.integer({ min: 1, max: 3000 }),
      cap: fc.constantFrom(500, 800, 3000, 1e9),
    });
    fc.assert(
      fc.property(
        fc.array(flow, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 500, max: 20_000 }),
        (flows, capacity) => {
          const { simulation, link, log } = linkWithLog(capacity);
          const classes = new Map([3000, 500, 1e9, 800].map((cap) => [cap, link.addClass(cap)]));
          const start = simulation.handler((job) =>
            link.start(job, flows[job]!.bytes, classes.get(flows[job]!.cap)!),
          );
          for (const [job, { at }] of flows.entries()) simulation.scheduleAt(at, start, job);
          simulation.run(Infinity);
          const ends = fluidEnds(capacity, flows);
          expect(log.length).toBe(flows.length);
          for (const [end, job] of log) expect(Math.abs(end - ends[job]!) / end).toBeLessThan(1e-7);
          expect(link.carriedBytes() / flows.reduce((sum, { bytes }) => sum + bytes, 0)).toBeCloseTo(1, 9);
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });

  it('carries 50,000 flows at once at a cost that does not grow with their number', () => {
    const { simulation, link, log } = linkWithLog(1e9);
    const classes = [1e6, 1e7, Infinity].map((cap) => link.addClass(cap));
    const began = performance.now();
    const flows = Array.from({ length: 50_000 }, (_, job) => link.start(job, 1e6 + job, classes[job % 3]!));
    expect(link.active).toBe(50_000);
    for (let job = 0; job < 50_000; job += 10) expect(link.abort(flows[job]!)).toBe(true);
    simulation.run(1e6);
    expect(log.length).toBe(45_000);
    expect(link.totals()).toMatchObject({
      arrivals: 50_000,
      completions: 45_000,
      withdrawn: 5000,
      inProgress: 0,
    });
    expect(performance.now() - began).toBeLessThan(5000); // 100,000 changes; at O(flows) each this would take minutes
  });
});
