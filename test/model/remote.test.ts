import { describe, expect, it } from 'vitest';
import { clientCounts, remoteCounts } from '../../src/model/remote.js';
import { createModel, people } from '../gateway/model-builder.js';

const site = (office: object) =>
  createModel({
    clients: [people({ name: 'office', count: 1201, ...office }), people({ name: 'home', count: 300 })],
  });

describe('the clients of a site', () => {
  it.each([
    ['all of them, by default', {}, 1201],
    ['a share of them, to the nearest client', { remote: '60%' as const }, 721],
    ['none', { remote: 0 }, 0],
  ])('that are remote are %s', (_what, change, remote) => {
    const model = site(change);
    expect(model.clients.map(({ count }) => count)).toEqual([remote, 300]);
    expect(clientCounts(model)).toEqual({ inAll: 1501, remote: remote + 300 });
  });

  it('are told apart where some are not remote, and only then', () => {
    expect(remoteCounts(site({ remote: '100%' }))).toBeNull();
    expect(remoteCounts(site({ remote: 0.5 }))).toEqual({
      office: { inAll: 1201, remote: 601 },
      home: { inAll: 300, remote: 300 },
    });
  });
});
