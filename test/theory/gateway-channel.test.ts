import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { MODERATE } from './lengths.js';
import { asking, https, reduced } from './reduced.js';
import { holdStations, STATIONS } from './stations.js';

holdStations(STATIONS.channel, MODERATE);

describe('an HTTPS channel that is asked for more than it can carry', () => {
  const SECONDS = 60;
  const RTT = 0.04;
  /** Overhead and time at the site, such that formulas and measurements of the small real build agree. */
  const OVERHEAD = 0.8e-3;
  const SERVICE = 14.7e-3;
  const held = { early: RTT + OVERHEAD, late: 2 * RTT + SERVICE + OVERHEAD };

  const carried = (connections: number, repoll: 'early' | 'late'): number => {
    const channel = https(connections, repoll, '40ms', '0.8ms');
    const model = reduced(
      { ...channel, site: { managementPoints: { workers: 1000 } } },
      { ...asking(400), service: '14.7ms' },
    );
    const options = { seed: 'capacity', replication: 0, warmupSeconds: 10, durationSeconds: SECONDS };
    return simulate(model, options).requests.policy!.completed / SECONDS;
  };

  it.each([
    { connections: 4, repoll: 'early', measured: 97 },
    { connections: 4, repoll: 'late', measured: 41.4 },
    { connections: 16, repoll: 'late', measured: 162 },
    { connections: 1, repoll: 'early', measured: null },
    { connections: 1, repoll: 'late', measured: null },
  ] as const)(
    'carries K / (time held): K = $connections, $repoll polls',
    ({ connections, repoll, measured }) => {
      const perSecond = carried(connections, repoll);
      // A connection that is always busy completes at most one message more or less than the window's share.
      expect(Math.abs(perSecond - connections / held[repoll])).toBeLessThanOrEqual(connections / SECONDS);
      // The real build came within 4 %, and never above.
      if (measured !== null) expect(measured / perSecond).toBeGreaterThan(0.96);
      if (measured !== null) expect(measured / perSecond).toBeLessThan(1);
    },
  );
});
