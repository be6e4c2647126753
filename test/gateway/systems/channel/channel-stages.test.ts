import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/gateway/simulation/observation.js';
import { createModel, observe, people } from '../../model-builder.js';

const BYTES = 1000;
/** Bits on the cards of an A2_v2 and of a connection point. */
const [INSTANCE, POINT] = [500e6, 1e9];

/** Clients that ask at random, `perSecond` in all, for notifications of a kilobyte each way. */
const busy = (perSecond: number, change: Parameters<typeof createModel>[0] = {}) =>
  createModel({
    simulation: { warmup: '5min', duration: '30min' },
    clients: [
      people({
        count: 100,
        activities: {
          notification: {
            ...{ enabled: true, arrivals: 'poisson', period: `${100 / perSecond}s` },
            ...{ request: `${BYTES}B`, reply: `${BYTES}B` },
          },
        },
      }),
    ],
    ...change,
  });

const meanOf = ({ requests }: Observation, stage: string) => requests.notification!.stages[stage]!.mean;

describe('the network cards of a channel', () => {
  it.each([
    ['exponential requests alone', { request: { exponential: '40ms' } }],
    ['requests and replies of one length', { request: '20ms', reply: '20ms' }],
    ['replies alone', { reply: { exponential: '40ms' } }],
  ] as const)('make nobody wait who comes before a reply that is still at the CPU: %s', (_, vm) => {
    const observed = observe(
      busy(40, {
        gateway: { instances: 1, vm: { cores: 2, ...vm } },
        connectionPoints: { channel: { connections: 64 } },
      }),
    );
    // The card carries 80 messages of 16 us a second: who comes to it finds it busy once in 800 times.
    const up = (BYTES * 8) / INSTANCE + (BYTES * 8) / POINT;
    expect(meanOf(observed, 'channel-up')).toBeGreaterThanOrEqual(up - 1e-9);
    expect(meanOf(observed, 'channel-up')).toBeLessThan(up * 1.01);
    expect(meanOf(observed, 'channel-down')).toBeLessThan(((BYTES * 8) / POINT) * 1.01);
    const nic = observed.resources['cmg/vm/1/nic']!;
    expect(nic.meanWaitSeconds).toBeLessThan(1e-6);
  });

  it('leave CPU and cards the waits of an M/M/2 queue, by formula', () => {
    const [rate, service, cores] = [40, 0.04, 2];
    const load = (rate * service) / cores;
    const wait = (service * load ** 2) / (1 - load ** 2);
    const observed = observe(
      busy(rate, {
        simulation: { warmup: '5min', duration: '2h' },
        gateway: { instances: 1, vm: { cores, request: { exponential: '40ms' } } },
        connectionPoints: { channel: { connections: 64 } },
      }),
    );
    // The mean of 288,000 waits at this load is known to 2 % (one standard deviation), so that 5 % are 2.5 of them.
    expect(meanOf(observed, 'vm-request') / (service + wait)).toBeCloseTo(1, 1);
  });
});

describe('replies over HTTPS', () => {
  const RTT = 0.07;
  const REPLY = 500_000;
  /** Segments of 1460 B, a window of 256 KiB: warm, two rounds beyond the first. */
  const rounds = Math.ceil(REPLY / 1460 / Math.floor((256 * 1024) / 1460)) - 1;
  const held = RTT + rounds * RTT + (REPLY * 8) / POINT;

  const scans = (repoll: 'early' | 'late', connections: number, perSecond: number) =>
    observe(
      createModel({
        simulation: { warmup: '2min', duration: '20min' },
        gateway: { deployment: 'classic', version: 2103, instances: 1 },
        connectionPoints: {
          count: 1,
          rtt: `${RTT}s`,
          channel: { protocol: 'https', connections, repoll, idleReset: '1h' },
        },
        clients: [
          people({
            count: 6000,
            timeout: '1d',
            activities: {
              'update-scan': {
                ...{ enabled: true, arrivals: 'poisson', period: `${6000 / perSecond}s` },
                ...{ exchanges: 1, request: '2kB', reply: `${REPLY}B` },
              },
            },
          }),
        ],
      }),
    );

  it.each([1, 2, 5])(
    'pass no faster than %d connections carry them, each for its bytes, rounds and a round trip',
    (connections) => {
      const most = connections / held;
      const { requests, resources } = scans('early', connections, 2 * most);
      const { completed } = requests['update-scan']!;
      expect(completed / 1200 / most).toBeCloseTo(1, 2);
      expect(resources['channel/cmg/cp/1/cmg/vm/1/replies']!.utilisation).toBeGreaterThan(0.999);
    },
  );

  it('pass as fast as they come where that is less, and wait in channel-down', () => {
    const offered = 0.8 / held;
    const { requests } = scans('early', 1, offered);
    const { completed, stages } = requests['update-scan']!;
    expect(completed / 1200 / offered).toBeCloseTo(1, 1);
    // M/D/1 at 0.8: twice the service time, and half the round trip that the connection is still held for falls away.
    expect(stages['channel-down']!.mean).toBeGreaterThan(2 * held);
    expect(stages['channel-wait']!.mean).toBeLessThan(0.05);
  });

  it('keep to the request’s own connection with late re-polls', () => {
    const own = 2 * RTT + rounds * RTT + (REPLY * 8) / POINT + 16e3 / INSTANCE + 16e3 / POINT;
    const { requests, resources } = scans('late', 2, 4 / own);
    expect((requests['update-scan']!.completed * own) / 1200 / 2).toBeCloseTo(1, 2);
    expect(Object.keys(resources).filter((name) => name.endsWith('replies'))).toEqual([]);
  });
});
