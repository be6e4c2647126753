import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Resource, Simulation, SlotBank, SlotPool } from '../../src/engine/index.js';

const step = fc.record({
  member: fc.integer({ min: 0, max: 2 }),
  after: fc.constantFrom(0, 0, 0.3, 1),
  what: fc.constantFrom(
    'acquire',
    'acquire',
    'acquire',
    'release',
    'later',
    'later',
    'try',
    'slots',
    'evict',
    'all',
  ),
  amount: fc.constantFrom(0, 0, 0.5, 1, 2, 3),
});
type Step = { member: number; after: number; what: string; amount: number };

/** The ways in which slots are asked for, so that a bank and pools can be driven alike. */
interface Slots {
  readonly simulation: Simulation;
  acquire(member: number, job: number): boolean;
  tryAcquire(member: number): boolean;
  release(member: number): void;
  releaseLater(member: number, seconds: number, tag: number): void;
  releaseAll(member: number): void;
  setSlots(member: number, slots: number): void;
  evict(member: number, visit: (job: number) => void): void;
  held(member: number): number;
  resource(member: number): Resource;
}

interface Listener {
  granted(job: number, member: number): void;
  returned(tag: number, member: number, time: number): void;
}

const SLOTS = [1, 2, 0];
const QUEUE_LIMITS = [Infinity, 2, 4];

function pools({ granted, returned }: Listener): Slots {
  const simulation = new Simulation();
  const all = SLOTS.map(
    (slots, member) =>
      new SlotPool(simulation, {
        name: `${member}`,
        slots,
        queueLimit: QUEUE_LIMITS[member]!,
        granted: (job) => granted(job, member),
        returned: (tag, time) => returned(tag, member, time),
      }),
  );
  return {
    simulation,
    acquire: (member, job) => all[member]!.acquire(job),
    tryAcquire: (member) => all[member]!.tryAcquire(),
    release: (member) => all[member]!.release(),
    releaseLater: (member, seconds, tag) => all[member]!.releaseLater(seconds, tag),
    releaseAll: (member) => all[member]!.releaseAll(),
    setSlots: (member, slots) => all[member]!.setSlots(slots),
    evict: (member, visit) => all[member]!.evict(visit),
    held: (member) => all[member]!.held,
    resource: (member) => all[member]!,
  };
}

function bank({ granted, returned }: Listener): Slots {
  const simulation = new Simulation();
  const all: SlotBank = new SlotBank(simulation, {
    granted,
    returned: (tag, member) => returned(tag, member, all.returnTime),
  });
  SLOTS.forEach((slots, member) => {
    all.add({ name: `${member}`, slots, queueLimit: QUEUE_LIMITS[member]! });
  });
  return {
    simulation,
    acquire: (member, job) => all.acquire(member, job),
    tryAcquire: (member) => all.tryAcquire(member),
    release: (member) => all.release(member),
    releaseLater: (member, seconds, tag) => all.releaseLater(member, seconds, tag),
    releaseAll: (member) => all.releaseAll(member),
    setSlots: (member, slots) => all.setSlots(member, slots),
    evict: (member, visit) => all.evict(member, visit),
    held: (member) => all.held(member),
    resource: (member) => all.resource(member),
  };
}

/** All that can be seen of slots that are driven by the steps. */
function drive(make: typeof bank, steps: readonly Step[]): unknown[] {
  const log: unknown[] = [];
  const onTheirWay = SLOTS.map(() => 0);
  const slots: Slots = make({
    granted: (job, member) => log.push([slots.simulation.now, 'granted', job, member]),
    returned: (tag, member, time) => {
      onTheirWay[member]!--;
      log.push(['returned', tag, member, time]);
    },
  });
  const { simulation } = slots;
  steps.forEach(({ member, after, what, amount }, index) => {
    simulation.run(simulation.now + after);
    const canRelease = slots.held(member) > onTheirWay[member]!;
    if (what === 'acquire') log.push(slots.acquire(member, index));
    else if (what === 'try') log.push(slots.tryAcquire(member));
    else if (what === 'release' && canRelease) slots.release(member);
    else if (what === 'later' && canRelease) {
      onTheirWay[member]!++;
      slots.releaseLater(member, amount, index);
    } else if (what === 'slots') slots.setSlots(member, Math.ceil(amount));
    else if (what === 'evict') slots.evict(member, (job) => log.push(['evicted', job]));
    else if (what === 'all') {
      onTheirWay[member] = 0;
      slots.releaseAll(member);
    }
    const { servers, maxQueue } = slots.resource(member);
    log.push([servers, maxQueue, slots.held(member), slots.resource(member).totals()]);
    if (index % 10 === 0) slots.resource(member).resetMaximum();
  });
  simulation.run(simulation.now + 100);
  SLOTS.forEach((_, member) => {
    const { name, kind } = slots.resource(member);
    log.push([name, kind, slots.resource(member).totals()]);
  });
  log.push(simulation.executedEvents);
  return log;
}

describe('SlotBank', () => {
  it('does to each member what a pool of its own does (property)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        expect(drive(bank, steps)).toEqual(drive(pools, steps));
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('can grow from within a grant', () => {
    const simulation = new Simulation();
    const grants: number[][] = [];
    const all: SlotBank = new SlotBank(simulation, {
      granted: (job, member) => {
        grants.push([job, member]);
        if (all.count < 40) {
          const added = all.add({ name: `${all.count}`, slots: 1 });
          all.acquire(added, job);
        }
      },
    });
    all.add({ name: '0', slots: 1 });
    all.acquire(0, 5);
    all.acquire(0, 6);
    simulation.run(1);
    expect(grants).toEqual(Array.from({ length: 40 }, (_, member) => [5, member]));
    all.release(0);
    expect(grants.at(-1)).toEqual([6, 0]);
    expect([all.held(0), all.held(39), all.queueLength(0)]).toEqual([1, 1, 0]);
    expect(all.totals(0)).toMatchObject({ completions: 1, queueSeconds: 1, inProgress: 1 });
  });

  it('names the member that cannot be', () => {
    const all = new SlotBank(new Simulation());
    expect(() => all.add({ name: 'ports', slots: -1 })).toThrow('ports: slots must be a whole number');
    all.add({ name: 'ports', slots: 1 });
    expect(() => all.release(0)).toThrow('ports: release without a held slot');
    expect(() => all.releaseLater(0, -1, 0)).toThrow('ports: seconds must be 0 or more');
  });
});
