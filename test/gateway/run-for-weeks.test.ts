import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/schema.js';
import { createModel, type ModelChange, type PopulationChange, people } from './model-builder.js';
import { comparedAfterTwoWeeks } from './two-weeks.js';

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

/** A package on a Tuesday, of which the window sees what is left. */
const deployed = (
  start: `${number}h`,
  deployment: object,
  population: PopulationChange = {},
  more: ModelChange = {},
): Model =>
  createModel({
    simulation: { start, warmup: 0, duration: '4h', interval: '1h' },
    gateway: { instances: 2, content: true },
    clients: [
      people({
        count: 300,
        startup: [],
        hours: { from: '8h', to: '17h', days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
        activities: { policy: { enabled: true, period: '3h' }, 'content-location': { enabled: true } },
        ...population,
      }),
    ],
    content: [{ name: 'package', size: '1MB', deployments: [deployment] }],
    ...more,
  });

describe('the measured window after a deployment', () => {
  it.each([
    ['hours before it, while all are online', deployed('34h', { available: '33h' })],
    ['the evening before, which a few have noticed', deployed('31.5h', { available: '15h', window: '4h' })],
    ['two days before, with a window of three', deployed('56h', { available: '10h', window: '3d' })],
    ['in the weekend before', deployed('176h', { available: '120h', window: '2h' })],
    ['of a morning, at once', deployed('35h', { available: '33h', notice: 'at-once', window: '30h' })],
    [
      'at once, in the night before it',
      deployed('31h', { available: '20h', notice: 'at-once', window: '9h' }),
    ],
    ['that comes every week', deployed('33h', { available: '200h', window: '5h', occurs: 'weekly' })],
    [
      'with policy at the beginning of sessions',
      deployed('32h', { available: '15h', window: '16h' }, { startup: ['policy'] }),
    ],
    [
      'with delayed policy requests of some of the time',
      deployed(
        '34h',
        { available: '30h', window: '1h' },
        {
          activities: {
            policy: { enabled: true, period: '4h', spread: '2h', probability: 0.5 },
            'content-location': { enabled: true },
          },
        },
      ),
    ],
    [
      'that clients were told of',
      deployed(
        '34h',
        { available: '31h', window: '3h' },
        { activities: { 'content-location': { enabled: true } } },
        {
          events: [{ event: 'notify', activity: 'policy', at: '33h', share: 0.6, within: '30min' }],
        },
      ),
    ],
    [
      'with clients that are always online',
      deployed('34h', { available: '33h', window: '2h', share: 0.5 }, { hours: {} }),
    ],
  ])('%s is the same as if the time since is simulated', (_what, model) => {
    const compared = comparedAfterTwoWeeks(model, 10, 'deployed');
    expect(compared.filter(({ isEqual }) => !isEqual)).toEqual([]);
    expect(compared.find(({ figure }) => figure === 'content-download')!.now).toBeGreaterThan(10);
    console.log(
      _what,
      compared.filter(({ figure }) => figure.startsWith('content')),
    );
  });
});
