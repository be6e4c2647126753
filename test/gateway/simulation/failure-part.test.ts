import { describe, expect, it } from 'vitest';
import { createModel, observe, type PopulationChange, people, tell } from '../model-builder.js';

describe('a time-out', () => {
  const within = { timeout: '10s', retry: { attempts: 1 } } as PopulationChange;

  it.each([
    ['vm-request', { gateway: { vm: { request: '1min' } } }],
    ['connection-point', { connectionPoints: { request: '1min' } }],
    ['management-point', { site: { managementPoints: { rtt: '1min' } } }],
    ['connection-point-reply', { connectionPoints: { reply: '1min' } }],
    ['vm-reply', { gateway: { vm: { reply: '1min' } } }],
    ['connect', { clients: [people({ ...within, access: { rtt: '9s' } })] }],
  ] as const)('names the stage that the request was in: %s', (stage, change) => {
    const { requests } = observe(
      createModel({ clients: [people(within)], events: [tell('policy', '10s')], ...(change as object) }),
    );
    expect(requests.policy!.failedAt).toEqual({ timeout: { [`stage ${stage}`]: 1 } });
  });
});
