import { describe, expect, it } from 'vitest';
import {
  createModel,
  type ModelChange,
  observe,
  type PopulationChange,
  people,
  tell,
} from '../model-builder.js';

const SIGN_IN = 0.2;
const RTT = 0.03125;

/** Clients whose CCM tokens have all expired when they ask for policy at 10 s. */
const model = (change: ModelChange = {}, population: PopulationChange = {}) =>
  createModel({
    simulation: { duration: '1h' },
    events: [tell('policy', '10s')],
    ...change,
    entra: { signIn: '200ms', ccmToken: '1s', ...change.entra },
    clients: [
      people({
        authentication: { entra: 1 },
        retry: { attempts: 1 },
        activities: { token: { enabled: true }, policy: {} },
        ...population,
      }),
    ],
  });

describe('a client of Microsoft Entra ID whose token has expired', () => {
  it('signs in, has a token issued at the management point, and then asks', () => {
    const { requests } = observe(model({}, { access: { rtt: '31.25ms' } }));
    const { token, policy } = requests;
    expect([token!.completed, policy!.completed]).toEqual([1, 1]);
    expect(token!.stages.authenticate!.mean).toBeCloseTo(RTT + SIGN_IN, 9);
    // The request waits for all of that: sign-in, and a round trip for the token over a connection that stands.
    expect(policy!.stages.authenticate!.mean).toBeCloseTo(token!.latency.mean!, 9);
  });

  it('asks once, however many of its requests wait', () => {
    const { requests } = observe(
      model({ events: [tell('policy', '10s'), tell('state', '10s'), tell('location', '10s')] }),
    );
    expect(requests.token!.offered).toBe(1);
    expect([requests.policy, requests.state, requests.location].map((one) => one!.completed)).toEqual([
      1, 1, 1,
    ]);
  });

  it('needs no sign-in again while its access token lives', () => {
    const events = [tell('policy', '10s'), tell('policy', '20s'), tell('policy', '30s')];
    const { token } = observe(model({ events })).requests;
    expect(token!.completed).toBe(3);
    expect(token!.stages.authenticate!.mean * 3).toBeCloseTo(SIGN_IN, 9);
  });

  it('fails for want of the sign-in, and what waits for want of the token', () => {
    const { requests } = observe(model({ entra: { available: 0 } }));
    expect(requests.token!.failed).toEqual({ 'sign-in': 1 });
    expect(requests.policy!.failed).toEqual({ token: 1 });
  });

  it('fails as often as Microsoft Entra ID does not answer', () => {
    const clients = 1000;
    const { requests } = observe(model({ entra: { available: 0.9 } }, { count: clients }));
    // 3.3 standard deviations of a binomial count.
    expect(Math.abs(requests.token!.failed['sign-in']! - 100)).toBeLessThan(3.3 * Math.sqrt(clients * 0.09));
  });

  it('cannot sign in through a firewall that blocks the Entra endpoint', () => {
    const firewall = { blockedHosts: ['login.microsoftonline.com'] };
    const { requests } = observe(model({}, { firewall }));
    expect(requests.token!.failed).toEqual({ 'host-blocked': 1 });
    expect(requests.policy!.failed).toEqual({ token: 1 });
  });
});

describe('clients with a certificate or a site token', () => {
  it.each([{ certificate: 1 }, { siteToken: 1 }])('%j ask without a token of their own', (authentication) => {
    const { requests } = observe(model({}, { authentication }));
    expect(requests).not.toHaveProperty('token');
    expect(requests.policy!.stages.authenticate!.mean).toBe(0);
  });
});
