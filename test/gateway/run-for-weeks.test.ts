import { describe, expect, it } from 'vitest';
import type { Model } from '../../src/model/schema.js';
import { createModel, type PopulationChange, people } from './model-builder.js';
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
