import { describe, expect, it } from 'vitest';
import { Draw, Simulation } from '../../src/engine/index.js';
import { RandomStream } from '../../src/engine/random-stream.js';
import { Renewals } from '../../src/workload/renewals.js';
import { createModel, type PopulationChange, people } from '../gateway/model-builder.js';

const HOUR = 3600;
const LIFE = 8 * HOUR;

/** Asks at its start, and every few seconds as long as it is online. */
const office: PopulationChange = {
  hours: { from: '8h', to: '17h', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
  startup: ['policy'],
  activities: { policy: { enabled: true, period: '5s' } },
};

function renewals(change: PopulationChange, startHours = 0, life = LIFE): Renewals {
  const model = createModel({ clients: [people(change)] }).clients[0]!;
  const draw = new Draw(new Simulation({ seed: 1 }), 'life', () => ({ kind: 'constant', value: life }));
  const [moments, stream] = [new RandomStream('moments'), new RandomStream('stream')];
  return new Renewals(model, startHours * HOUR, draw, moments, stream);
}

const hoursLeft = (change: PopulationChange, startHours: number, shift = 0): number =>
  renewals(change, startHours).end(shift) / HOUR;

describe('a token of 8 h', () => {
  it.each([
    ['over before the day begins', 24 + 7, 0],
    ['renewed as the day began', 24 + 12, 4],
    ['renewed for the second time in the afternoon', 24 + 16.5, 7.5],
    ['what is left of it in the evening', 24 + 20, 4],
    ['over on a Sunday', 6 * 24 + 12, 0],
    ['over on a Monday morning', 7, 0],
  ])('is %s', (_what, start, left) => {
    expect(hoursLeft(office, start)).toBeCloseTo(left, 1);
  });

  it('follows the own clock of a client', () => {
    expect(hoursLeft(office, 24 + 12, 0.5 * HOUR)).toBeCloseTo(4.5, 1);
  });

  it('lives on over a night shorter than itself', () => {
    const late = { ...office, hours: { from: '6h', to: '24h', spread: '0s' } } as const;
    const ends = Array.from({ length: 4000 }, () => 0);
    const tokens = renewals(late, 36);
    for (let index = 0; index < ends.length; index++) ends[index] = tokens.end(0) / HOUR;
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ends)).toBeLessThan(8);
  });

  it('is of any age where a client is always online, and missing as long as nobody asks', () => {
    const seldom = { hours: {}, activities: { policy: { enabled: true, period: '2h' } } } as const;
    const tokens = renewals(seldom);
    const ends = Array.from({ length: 20_000 }, () => tokens.end(0));
    const missing = ends.filter((end) => end === 0).length / ends.length;
    // An hour on the mean from the end to the next request, in nine.
    expect(Math.abs(missing - 1 / 9)).toBeLessThan(3.3 * Math.sqrt((1 / 9) * (8 / 9) * (1 / ends.length)));
    const alive = ends.filter((end) => end > 0);
    const mean = alive.reduce((sum, end) => sum + end, 0) / alive.length;
    // Uniform between 0 and 8 h.
    expect(Math.abs(mean - LIFE / 2)).toBeLessThan((3.3 * LIFE) / Math.sqrt(12 * alive.length));
  });

  it('is missing where nobody asks for anything', () => {
    expect(renewals({ hours: {} }).end(0)).toBe(0);
    expect(hoursLeft({ hours: office.hours }, 36)).toBe(0);
  });
});

describe('a name of 10 s', () => {
  it('is in the cache of the share of clients that have just asked', () => {
    const names = renewals({ ...office, activities: { policy: { enabled: true, period: '30s' } } }, 36, 10);
    const ends = Array.from({ length: 20_000 }, () => names.end(0));
    const known = ends.filter((end) => end > 0).length / ends.length;
    // Asked for every 30 s, it is known for 10 of them.
    expect(Math.abs(known - 1 / 3)).toBeLessThan(3.3 * Math.sqrt((1 / 3) * (2 / 3) * (1 / ends.length)));
  });
});
