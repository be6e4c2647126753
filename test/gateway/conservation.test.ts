import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { simulate } from '../../src/gateway/simulation/simulate.js';
import { createModel, type EventInput, people } from './model-builder.js';

/**
 * Nothing is counted twice and nothing is forgotten (I1), however time-outs, tokens, losses, retries and ends of sessions
 * fall together: small deployments in which all of them happen all the time.
 */
const seconds = (least: number, most: number) =>
  fc
    .double({ min: least, max: most, noNaN: true })
    .map((value): `${number}s` => `${Math.round(value * 1000) / 1000}s`);

const at = seconds(1, 300);
const event: fc.Arbitrary<EventInput> = fc.oneof(
  fc.record({ event: fc.constant('vm-restart' as const), at, instance: fc.constantFrom(1, 2) }),
  fc.record({
    event: fc.constant('connection-point-down' as const),
    at,
    duration: seconds(1, 60),
    connectionPoint: fc.constantFrom(1, 2),
  }),
  fc.record({
    event: fc.constant('management-point-down' as const),
    at,
    duration: seconds(1, 60),
    managementPoint: fc.constant(1),
  }),
  fc.record({ event: fc.constant('scale' as const), at, instances: fc.constantFrom(1, 2, 3) }),
);

const unruly = fc
  .record({
    timeout: seconds(0.05, 20),
    token: seconds(1, 40),
    handshake: seconds(0, 3),
    service: seconds(0.001, 2),
    attempts: fc.integer({ min: 1, max: 4 }),
    backoff: seconds(0.1, 5),
    queueLimit: fc.constantFrom(undefined, 1, 5),
    connections: fc.integer({ min: 1, max: 3 }),
    protocol: fc.constantFrom('https' as const, 'tcp-tls' as const),
    repoll: fc.constantFrom('early' as const, 'late' as const),
    ports: fc.constantFrom(4, 30),
    online: fc.constantFrom('2min' as const, '24h' as const),
    events: fc.array(event, { maxLength: 4 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
  })
  .map((choice) => ({
    seed: choice.seed,
    model: createModel({
      simulation: { duration: '5min', interval: '1min' },
      gateway: {
        deployment: choice.protocol === 'tcp-tls' ? 'classic' : 'scale-set',
        instances: 2,
        vm: { fullHandshake: choice.handshake, request: '5ms', provisioning: '5s', restart: '10s' },
      },
      connectionPoints: {
        count: 2,
        rtt: '20ms',
        dynamicPorts: choice.ports,
        portLinger: '3s',
        maintenance: '5s',
        channel: { protocol: choice.protocol, connections: choice.connections, repoll: choice.repoll },
      },
      site: { managementPoints: { workers: 1, queueLimit: choice.queueLimit, rtt: '1ms' } },
      entra: {
        ccmToken: choice.token,
        accessToken: choice.token,
        signIn: '500ms',
        contentToken: choice.token,
      },
      clients: [
        people({
          count: 25,
          authentication: { entra: 0.7, certificate: 0.3 },
          access: { rtt: '40ms' },
          timeout: choice.timeout,
          connectTimeout: '2s',
          retry: { attempts: choice.attempts, backoff: choice.backoff },
          hours: { from: '0h', to: choice.online, spread: choice.online === '24h' ? 0 : '2min' },
          activities: {
            policy: {
              enabled: true,
              arrivals: 'poisson',
              period: '10s',
              request: '2kB',
              reply: '60kB',
              service: { exponential: choice.service },
            },
            notification: { enabled: true, period: '30s', request: '1kB', reply: '1kB' },
            token: { enabled: true, request: '1kB', reply: '1kB', service: choice.service },
          },
        }),
      ],
      content: [{ name: 'app', size: '5MB', onDemand: '20/min' }],
      events: choice.events,
    }),
  }));

const endedOf = ({ failed, completed }: { failed: Record<string, number>; completed: number }): number =>
  completed + Object.values(failed).reduce((sum, each) => sum + each, 0);

describe('nothing is counted twice', () => {
  it('whatever time-outs, tokens, losses, retries and ends of sessions do to requests', () => {
    const causes = new Set<string>();
    fc.assert(
      fc.property(unruly, ({ model, seed }) => {
        const observation: Observation = simulate(model, { seed, replication: 0 });
        expect(observation.violations).toEqual([]);
        for (const one of Object.values(observation.requests)) {
          expect(one.inFlight).toBeGreaterThanOrEqual(0);
          expect(one.offered).toBe(endedOf(one) + one.inFlight);
          for (const cause of Object.keys(one.attemptsFailed)) causes.add(cause);
        }
        expect(observation.content.downloads).toBe(
          endedOf(observation.content) + observation.content.inFlight,
        );
      }),
      { seed: 18, numRuns: 120 },
    );
    // It would hold of nothing if nothing went wrong.
    expect([...causes].sort()).toEqual(
      expect.arrayContaining([
        'connection-point-ports',
        'instance-lost',
        'management-point-busy',
        'management-point-down',
        'no-channel',
        'timeout',
        'token',
      ]),
    );
  });
});
