import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/schema.js';
import { createModel, type PopulationChange, people } from './model-builder.js';
import { comparedAfterTwoWeeks, comparedAfterWeeks } from './two-weeks.js';

/** Nothing is simulated before the window: whatever differs from later weeks shows. */
const window = (start: '7h' | '31h' | '36h', duration: '4h' | '1h', population: PopulationChange): Model =>
  createModel({
    simulation: { start, warmup: 0, duration, interval: '1h' },
    gateway: { instances: 2, serviceName: 'cmg.example.com' },
    dns: { lookup: '20ms', cnameTtl: '1h' },
    connectionPoints: { count: 2 },
    clients: [
      people({ hours: { from: '8h', to: '17h', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }, ...population }),
    ],
  });

/** What clients do all day long, at a tenth of the usual rate. */
const busy: PopulationChange = {
  access: { rtt: '50ms' },
  authentication: { entra: 0.8, siteToken: 0.2 },
  startup: ['policy', 'notification'],
  activities: {
    policy: { enabled: true, period: '2h' },
    notification: { enabled: true, period: '50min' },
    state: { enabled: true, period: '90min', probability: 0.2, spread: '10min' },
    compliance: { enabled: true, period: '1d', arrivals: 'poisson', spread: '1h' },
    token: { enabled: true, period: '7d' },
  },
};

describe('the measured window', () => {
  it.each([
    [
      'of daily scans on a Tuesday morning',
      window('31h', '4h', {
        count: 200,
        activities: { 'update-scan': { enabled: true, period: '1d', spread: '2h', exchanges: 3 } },
      }),
    ],
    [
      'of weekly inventories on a Monday morning',
      window('7h', '4h', {
        count: 400,
        activities: { 'hardware-inventory': { enabled: true, spread: '4h' } },
      }),
    ],
    ['that begins at noon, when all are online', window('36h', '1h', { count: 50, ...busy })],
    [
      'with nights shorter than the life of a token',
      window('36h', '1h', { count: 50, ...busy, hours: { from: '6h', to: '23h' } }),
    ],
    ['with clients that are always online', window('36h', '1h', { count: 50, ...busy, hours: {} })],
  ])('%s is the same after two simulated weeks', (_what, model) => {
    const compared = comparedAfterTwoWeeks(model, 10, 'weeks');
    expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
  });
});

/** A deployment before the window, which begins on Tuesday at 10:00, to a population of its own. */
interface Case {
  readonly deployment: object;
  readonly population?: PopulationChange;
}

const policy = (change: object): PopulationChange => ({
  startup: ['location'],
  activities: {
    policy: { enabled: true, period: '4h', ...change },
    location: { enabled: true },
    'content-location': { enabled: true },
  },
});

const DEPLOYED: Readonly<Record<string, Case>> = {
  'hours before, while all are online': { deployment: { available: '32.5h' } },
  'the evening before, which few have noticed': { deployment: { available: '15h', window: '20h' } },
  'a day before, with a window of two': { deployment: { available: '9h', window: '36h' } },
  'in the weekend before': {
    deployment: { available: '11h', window: '24h' },
    population: { hours: { days: ['sun', 'tue'] } },
  },
  'of a morning, at once': { deployment: { available: '33h', notice: 'at-once', window: '4h' } },
  'at once, in the night before': { deployment: { available: '20h', notice: 'at-once', window: '20h' } },
  'weekly, the last time on Monday': { deployment: { available: '176h', window: '30h', occurs: 'weekly' } },
  'weekly, within the window': { deployment: { available: '203h', window: '1h', occurs: 'weekly' } },
  'with policy as sessions begin': {
    deployment: { available: '15h', window: '16h' },
    population: { startup: ['policy'] },
  },
  'of policy now and then, delayed': {
    deployment: { available: '30h', window: '3h' },
    population: policy({ spread: '2h', probability: 0.5 }),
  },
  'of policy at random': {
    deployment: { available: '29h', window: '3h' },
    population: policy({ arrivals: 'poisson' }),
  },
  'of those who were told': {
    deployment: { available: '31h', window: '3h' },
    population: policy({ enabled: false }),
  },
  'to half of those always online': {
    deployment: { available: '31h', window: '5h', share: 0.5 },
    population: { hours: {} },
  },
};

describe('the measured window after deployments', () => {
  const names = Object.keys(DEPLOYED);
  const compared = comparedAfterWeeks(
    createModel({
      simulation: { start: '34h', warmup: 0, duration: '3h', interval: '1h' },
      gateway: { instances: 2, content: true },
      clients: names.map((name) =>
        people({
          name,
          count: 120,
          hours: { from: '8h', to: '17h', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
          ...policy({}),
          ...DEPLOYED[name]!.population,
        }),
      ),
      content: names.map((name) => ({
        name,
        size: '1MB',
        deployments: [{ to: [name], ...DEPLOYED[name]!.deployment }],
      })),
      events: [
        {
          event: 'notify',
          activity: 'policy',
          population: 'of those who were told',
          at: '33.5h',
          share: 0.6,
          within: '1h',
        },
      ],
    }),
    8,
    'deployed',
    1,
  );

  it.each(names)('%s is the same as if the time since is simulated', (name) => {
    const downloads = compared.find(({ figure }) => figure === `downloads of ${name}`)!;
    expect(downloads.isEqual).toBe(true);
    expect(downloads.later).toBeGreaterThan(5);
    expect(downloads.later).toBeLessThan(115);
  });

  it('is the same in all else', () => {
    expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
  });
});
