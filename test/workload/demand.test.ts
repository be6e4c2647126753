import { describe, expect, it } from 'vitest';
import { demandOf } from '../../src/workload/demand.js';
import { createModel, people, tell } from '../gateway/model-builder.js';
import { disagreements, thirdWeek } from './demand-agreement.js';

const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

describe('the expected demand, against the third week of a simulation', () => {
  it('is that of clients who come and go: once for what fell due meanwhile, at random, delayed, at the start', () => {
    const model = createModel({
      clients: [
        people({
          name: 'office',
          count: 3000,
          hours: { from: '8h', to: '17h', days: [...WORKDAYS], spread: '1h', timeZone: '-5h' },
          startup: ['policy'],
          activities: {
            policy: { enabled: true, period: '4h' },
            location: { enabled: true, period: '24h', probability: 0.5 },
            state: { enabled: true, arrivals: 'poisson', period: '12h' },
            'update-scan': { enabled: true, period: '7d', spread: '2h', exchanges: 3 },
            'hardware-inventory': { enabled: true, period: '1d', spread: '6h' },
            metering: { enabled: true, period: '7d' },
          },
        }),
        people({
          name: 'night',
          count: 2000,
          authentication: { siteToken: 0.5, certificate: 0.5 },
          hours: { from: '0h', to: '24h', days: ['sat', 'sun', 'mon'], spread: '10min' },
          activities: {
            heartbeat: { enabled: true, period: '7d' },
            token: { enabled: true, period: '5d' },
            compliance: { enabled: true, period: '10d', probability: 0.3 },
          },
        }),
      ],
    });
    expect(disagreements(model)).toEqual([]);
  });

  it('has tokens as they expire: at the start of a day, in it, and round the clock', () => {
    const entra = (name: string, hours: object, life: object) =>
      people({
        name,
        count: 600,
        authentication: { entra: 0.8, certificate: 0.2 },
        hours,
        startup: ['policy'],
        activities: {
          policy: { enabled: true, period: '1h' },
          token: { enabled: true, period: '30d' },
          ...life,
        },
      });
    const model = createModel({
      clients: [
        entra('office', { from: '8h', to: '18h', days: [...WORKDAYS], spread: '30min' }, {}),
        entra('evening', { from: '17h', to: '20h', spread: '10min' }, {}),
        entra('always', {}, {}),
      ],
    });
    expect(disagreements(model)).toEqual([]);
  });

  it('has what content and notifications add', () => {
    const model = createModel({
      clients: [
        people({
          name: 'office',
          count: 4000,
          hours: { from: '8h', to: '17h', days: [...WORKDAYS], spread: '1h' },
          startup: [],
          activities: { policy: { enabled: true, period: '4h' } },
        }),
      ],
      content: [
        { name: 'noticed', size: '1MB', deployments: [{ available: '15h', window: '3h', share: 0.7 }] },
        {
          name: 'at-once',
          size: '1MB',
          deployments: [{ available: '30h', window: '6h', notice: 'at-once' }],
        },
        { name: 'wanted', size: '1MB', onDemand: '0.02/s' },
      ],
      events: [tell('update-scan', '33h', { within: '2h', share: 0.5 }), tell('state', '8.5h')],
    });
    expect(disagreements(model)).toEqual([]);
  });

  it('has what comes every week, and leaves out what a new version has replaced', () => {
    const model = createModel({
      clients: [
        people({
          name: 'office',
          count: 3000,
          hours: { from: '8h', to: '17h', days: ['mon', 'tue'], spread: '1h' },
          startup: [],
          activities: { policy: { enabled: true, period: '3d' } },
        }),
      ],
      content: [
        // On Friday; half of the clients have not noticed it a week later.
        { name: 'weekly', size: '1MB', deployments: [{ available: '280h', window: '2h', occurs: 'weekly' }] },
        {
          name: 'at-once',
          size: '1MB',
          deployments: [{ available: '32h', window: '4d', notice: 'at-once', occurs: 'weekly' }],
        },
        {
          name: 'monthly',
          size: '1MB',
          deployments: [{ available: '33h', window: '3h', notice: 'at-once', occurs: 'monthly' }],
        },
      ],
      events: [
        tell('update-scan', '201h', { within: '2h', share: 0.5, occurs: 'weekly' }),
        tell('state', '34.5h', { occurs: 'monthly' }),
      ],
    });
    expect(disagreements(model)).toEqual([]);
    expect(demandOf(model).requests.total().once).toBeCloseTo(2 * 3000, 6);
  });

  it('would be found wrong where it is', () => {
    const policy = (period: '2h' | '4h') =>
      createModel({ clients: [people({ count: 500, activities: { policy: { enabled: true, period } } })] });
    const week = thirdWeek(policy('4h'));
    expect(disagreements(policy('4h'), week)).toEqual([]);
    expect(disagreements(policy('2h'), week)).not.toEqual([]);
  });
});

describe('the expected demand', () => {
  it('of a week is all that falls due, whatever the hours', () => {
    const weekly = { enabled: true, period: '7d' as const };
    const model = createModel({
      clients: [
        people({
          count: 700,
          hours: { from: '8h', to: '17h', days: [...WORKDAYS], spread: '1h' },
          activities: { metering: weekly, heartbeat: { ...weekly, spread: '4h' } },
        }),
      ],
    });
    const { classes, clients } = demandOf(model).populations[0]!;
    expect(3600 * sum(classes.metering!.requests.hours(0))).toBeCloseTo(700, 6);
    expect(3600 * sum(classes.heartbeat!.requests.hours(0))).toBeCloseTo(700, 0);
    expect(sum(clients.hours(0))).toBeCloseTo(700 * 45, 3);
  });
});
