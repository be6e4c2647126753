import { describe, expect, it } from 'vitest';
import { Simulation } from '../../../src/engine/index.js';
import { MANAGEMENT_POINT_PATH, type RequestId } from '../../../src/gateway/request/ids.js';
import { Journey } from '../../../src/gateway/request/journey.js';
import { RequestStore } from '../../../src/gateway/request/requests.js';
import type { Stage } from '../../../src/gateway/request/stage.js';
import { id } from '../id.js';
import { createModel, type ModelChange, observe, people, tell } from '../model-builder.js';

/** Round trip of the client, exact in single precision, in which the table of clients holds it. */
const RTT = 0.03125;
const CHANNEL_RTT = 0.02;
const SITE_RTT = 0.001;
const SERVICE = 0.05;
const REQUEST = 2000;
const REPLY = 8000;

type Time = `${number}s`;

/** One client that asks for its policy at the given times; round trips, one service time, small messages. */
const oneClient = (
  times: readonly Time[],
  change: ModelChange = {},
  sizes = { request: '2000B', reply: '8000B' },
) =>
  createModel({
    ...change,
    connectionPoints: { rtt: '20ms', ...change.connectionPoints },
    site: { managementPoints: { rtt: '1ms' }, updatePoints: { rtt: '1ms' } },
    clients: [
      people({
        access: { rtt: '31.25ms', bandwidth: [{ share: 1, down: '50Mbps', up: '10Mbps' }] },
        activities: { policy: { ...sizes, service: '50ms' } as never },
      }),
    ],
    events: times.map((at) => tell('policy', at)),
  });

const latency = (times: readonly Time[], change: ModelChange = {}) =>
  observe(oneClient(times, change)).requests.policy!.latency;

/** Latency of the last of two requests, from the sum of both and the first alone. */
const second = (first: Time, then: Time, change: ModelChange = {}) =>
  2 * latency([first, then], change).mean! - latency([first], change).mean!;

/** Bits on their way: client access up and down, instance card and channel up, connection point's card down, which is that of the channel. */
const bits = (request: number, reply: number) =>
  (request * 8) / 10e6 +
  (request * 8) / 500e6 +
  (request * 8) / 1e9 +
  (reply * 8) / 1e9 +
  (reply * 8) / 500e6 +
  (reply * 8) / 50e6;

const relayed = CHANNEL_RTT + SITE_RTT + SERVICE;

describe('the latency of one relayed request', () => {
  const small = relayed + bits(REQUEST, REPLY);

  it('is four round trips of the client over a new connection (TCP, TLS 1.2 in full, the request), and one of the channel', () => {
    expect(latency(['10s']).mean).toBeCloseTo(4 * RTT + small, 9);
  });

  it('is one round trip of the client over a kept-alive connection', () => {
    expect(second('10s', '20s')).toBeCloseTo(RTT + small, 9);
  });

  it('is three round trips of the client over a connection whose TLS session is resumed', () => {
    expect(second('10s', '310s')).toBeCloseTo(3 * RTT + small, 9);
  });

  it('is the same over TCP-TLS, which has no slot to wait for', () => {
    const classic = { gateway: { deployment: 'classic' } } as const;
    const line = (REQUEST + REPLY) * 8 * (1 / 104.8576e6 - 1 / 1e9); // the window lets 256 KiB pass a round trip
    expect(latency(['10s'], classic).mean).toBeCloseTo(4 * RTT + small + line, 9);
  });

  it('contains CPU at the instance and the connection point, by message and by byte', () => {
    const change = {
      gateway: {
        vm: { request: '3ms', reply: '2ms', fullHandshake: '7ms', certificateCheck: '4ms', perKiB: '16us' },
      },
      connectionPoints: { request: '5ms', reply: '6ms', perKiB: '32us' },
    } as const;
    const cpu = 0.003 + 0.002 + 0.007 + 0.004 + 0.005 + 0.006 + (48e-6 * (REQUEST + REPLY)) / 1024;
    expect(latency(['10s'], change).mean).toBeCloseTo(4 * RTT + small + cpu, 9);
  });

  it('contains the lookups that are not cached', () => {
    const change = { dns: { lookup: '20ms' }, gateway: { serviceName: 'cmg.fabrikam.com' } } as const;
    expect(latency(['10s'], change).mean).toBeCloseTo(4 * RTT + small + 0.04, 9);
    // The Azure name is cached for 10 s, the alias for an hour.
    expect(second('10s', '19s', change)).toBeCloseTo(RTT + small, 9);
    expect(second('10s', '30s', change)).toBeCloseTo(RTT + small + 0.02, 9);
  });

  it('pays further round trips for what does not fit into cold congestion windows', () => {
    const model = oneClient(['10s'], {}, { request: '14600B', reply: '43801B' });
    // 31 segments: 10 and 20 are not enough, so two further rounds on the channel and two at the client's access.
    expect(observe(model).requests.policy!.latency.mean).toBeCloseTo(
      4 * RTT + relayed + 2 * CHANNEL_RTT + 2 * RTT + bits(14600, 43801),
      9,
    );
  });

  it('adds up from its stages, each at its own place', () => {
    const { stages, latency } = observe(oneClient(['10s'])).requests.policy!;
    expect(Object.keys(stages)).toEqual([
      'retry',
      'resolve',
      'connect',
      'authenticate',
      'upload',
      'vm-request',
      'channel-wait',
      'channel-up',
      'connection-point',
      'management-point',
      'connection-point-reply',
      'channel-down',
      'vm-reply',
      'download',
    ]);
    expect(stages.connect!.mean).toBeCloseTo(3 * RTT, 9);
    expect(stages.upload!.mean).toBeCloseTo(RTT / 2 + (REQUEST * 8) / 10e6, 9);
    expect(stages['channel-up']!.mean).toBeCloseTo(
      CHANNEL_RTT / 2 + (REQUEST * 8) / 500e6 + (REQUEST * 8) / 1e9,
      9,
    );
    expect(stages['management-point']!.mean).toBeCloseTo(SITE_RTT + SERVICE, 9);
    expect(stages['channel-down']!.mean).toBeCloseTo(CHANNEL_RTT / 2 + (REPLY * 8) / 1e9, 9);
    expect(stages.download!.mean).toBeCloseTo(RTT / 2 + (REPLY * 8) / 500e6 + (REPLY * 8) / 50e6, 9);
    const sum = Object.values(stages).reduce((total, { mean }) => total + mean, 0);
    expect(sum / latency.mean!).toBeCloseTo(1, 9);
  });

  it('goes to the update point for a scan', () => {
    const model = createModel({
      site: { updatePoints: { rtt: '3ms' }, managementPoints: { rtt: '1s' } },
      clients: [people({ activities: { 'update-scan': { service: '80ms' } } })],
      events: [tell('update-scan', '10s')],
    });
    const { latency, stages } = observe(model).requests['update-scan']!;
    expect(latency.mean).toBeCloseTo(0.083, 9);
    expect(stages['update-point']!.mean).toBeCloseTo(0.083, 9);
    expect(stages).not.toHaveProperty('management-point');
  });
});

describe('the paths of a journey', () => {
  const journeyOf = (...stages: Stage[]) => {
    const requests = new RequestStore();
    const simulation = new Simulation();
    const journey = new Journey(simulation, requests);
    const arrived: RequestId[] = [];
    journey.lay([[{ name: 'retry', enter: () => {} }, ...stages]], {
      arrived: (request) => arrived.push(request),
      failed: () => {},
      released: () => {},
    });
    const request = requests.allocate();
    requests.resetAttempt(request);
    requests.setClass(request, id(0), MANAGEMENT_POINT_PATH);
    return { journey, simulation, requests, request, arrived };
  };

  it('enter each stage when the one before has ended, not earlier, and count its seconds', () => {
    const entered: [string, number][] = [];
    const stage = (name: string, seconds: number): Stage => ({
      name,
      enter: (request) => {
        entered.push([name, made.simulation.now]);
        made.journey.after(request, seconds);
      },
    });
    const made = journeyOf(stage('a', 2), stage('b', 0), stage('c', 3));
    made.journey.after(made.request, 1);
    expect(entered).toEqual([]);
    made.simulation.run(10);
    expect(entered).toEqual([
      ['a', 1],
      ['b', 3],
      ['c', 3],
    ]);
    expect([0, 1, 2, 3].map((place) => made.requests.seconds(made.request, place))).toEqual([1, 2, 0, 3]);
    expect(made.arrived).toEqual([made.request]);
  });

  it('name the stage that a request cannot go on at', () => {
    const { journey, request } = journeyOf({ name: 'a', enter: () => {} });
    expect(() => journey.jump(request, 'forgotten')).toThrow('forgotten');
  });
});
