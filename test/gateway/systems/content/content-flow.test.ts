import { describe, expect, it } from 'vitest';
import {
  createModel,
  type ModelChange,
  observe,
  type PopulationChange,
  people,
} from '../../model-builder.js';

const RTT = 0.03125;

const model = (change: ModelChange = {}, population: PopulationChange = {}, content: object = {}) =>
  createModel({
    simulation: { duration: '1h' },
    ...change,
    clients: [people({ retry: { attempts: 1 }, ...population })],
    content: [{ name: 'app', size: '1MB', deployments: [{ notice: 'at-once' }], ...content }],
  });

/** 3.3 standard deviations of a binomial count. */
const margin = (count: number, share: number) => 3.3 * Math.sqrt(count * share * (1 - share));

describe('the way of a download', () => {
  it('is: locate, resolve, connect, token check, redirect, blob', () => {
    const { content, requests } = observe(
      model(
        {
          gateway: { vm: { tokenCheck: '7ms', fullHandshake: '2ms' } },
          dns: { lookup: '20ms' },
          storage: { firstByte: '10ms' },
        },
        {
          access: { rtt: '31.25ms', bandwidth: [{ share: 1, down: '8Mbps', up: '8Mbps' }] },
          activities: { 'content-location': { service: '50ms' } },
        },
      ),
    );
    const mean = (stage: string) => content.stages[stage]!.mean;
    expect(Object.keys(content.stages)).toEqual([
      'retry',
      'locate',
      'located',
      'resolve',
      'connect',
      'token-check',
      'redirect',
      'blob-download',
    ]);
    expect(requests['content-location']!.completed).toBe(1);
    // The location is asked for first: a lookup, a new connection and its handshake, the request, the site.
    expect(mean('locate')).toBeCloseTo(requests['content-location']!.latency.mean!, 9);
    expect(mean('locate')).toBeCloseTo(0.02 + 4 * RTT + 0.002 + 0.05, 6);
    // Name and connection stand by then.
    expect([mean('resolve'), mean('connect')]).toEqual([0, 0]);
    expect(mean('token-check')).toBeCloseTo(0.007, 9);
    expect(mean('redirect')).toBeCloseTo(RTT / 2 + (1024 * 8) / 500e6, 9);
    expect(mean('blob-download')).toBeCloseTo(RTT + 0.01 + 1, 9);
  });

  it('counts bytes and refused ranges of the measured time alone', () => {
    const slow: PopulationChange = {
      access: { bandwidth: [{ share: 1, down: '80kbps', up: '80kbps' }] },
    };
    const { content, volumes } = observe(
      model({ simulation: { warmup: '50s', duration: '30s' }, storage: { rangeSize: '10kB' } }, slow),
    );
    // 10 kB a second, one range after the other.
    expect(content.bytes).toBeCloseTo(300e3, -4);
    expect(volumes.storages[0]!.egressBytes).toBe(content.bytes);
    const busy = { storage: { accountRequests: '1/s', rangeSize: '10kB', backoff: '1s' } } as const;
    const all = observe(model({ simulation: { warmup: 0, duration: '4min' }, ...busy })).content.throttled;
    const later = observe(model({ simulation: { warmup: '2min', duration: '2min' }, ...busy })).content
      .throttled;
    expect(later).toBeGreaterThan(0);
    expect(later).toBeLessThan(all);
  });

  it('ends with its cause when the location cannot be had', () => {
    const { content, requests } = observe(model({ connectionPoints: { firewall: { closed: [443] } } }));
    expect(requests['content-location']!.failed).toEqual({ 'no-channel': 1 });
    expect(content).toMatchObject({ completed: 0, failed: { location: 1 } });
  });
});

describe('the server certificate of the gateway', () => {
  it('must be trusted: the share of clients that do not fail for that cause', () => {
    const clients = 2000;
    const { content } = observe(
      model(
        { storage: { blobRequests: '1e6/s' }, connectionPoints: { dynamicPorts: 60000 } },
        { count: clients, trustsCertificate: 0.9 },
      ),
    );
    const untrusted = content.failed['untrusted-certificate']!;
    expect(Object.keys(content.failed)).toEqual(['untrusted-certificate']);
    expect(Math.abs(untrusted - clients / 10)).toBeLessThan(margin(clients, 0.1));
    expect(content.completed).toBe(clients - untrusted);
  });
});

describe('several gateways', () => {
  const clients = 3000;
  const three = (contents: readonly boolean[], content: object = {}) =>
    observe(
      model(
        {
          gateways: ['north', 'east', 'south'].map((name, index) => ({
            name,
            prefix: name,
            content: contents[index]!,
          })),
          storage: { blobRequests: '1e6/s' },
          connectionPoints: { dynamicPorts: 60000 },
        },
        { count: clients, authentication: { siteToken: 1 } },
        content,
      ),
    );
  const downloadsBy = ({ resources }: ReturnType<typeof three>) =>
    ['north', 'east', 'south'].map((name) => resources[`${name}/storage/egress`]!.completions);

  it('that hold the content are picked at random, each with a storage account of its own', () => {
    const observation = three([true, true, true]);
    expect(observation.content.completed).toBe(clients);
    for (const count of downloadsBy(observation))
      expect(Math.abs(count - clients / 3)).toBeLessThan(margin(clients, 1 / 3));
  });

  it('are picked among those that hold it', () => {
    const [north, east, south] = downloadsBy(three([true, true, false]));
    expect(south).toBe(0);
    expect(north! + east!).toBe(clients);
    expect(Math.abs(north! - clients / 2)).toBeLessThan(margin(clients, 1 / 2));
    expect(downloadsBy(three([true, true, true], { gateways: ['south'] }))).toEqual([0, 0, clients]);
  });

  it('are picked anew for each attempt: a source that fails its clients does not fail them for good', () => {
    const gateways = ['north', 'south'].map((name) => ({ name, prefix: name }));
    const { content, resources } = observe(
      createModel({
        gateways,
        clients: [
          people({
            count: 200,
            retry: { attempts: 12, backoff: '10s' },
            firewall: { blockedHosts: ['north.blob.core.windows.net'] },
          }),
        ],
        content: [{ name: 'app', size: '1MB', deployments: [{ notice: 'at-once' }] }],
        simulation: { duration: '2d' },
      }),
    );
    // Twelve times the wrong one of two: once in 4096 downloads.
    expect(content.completed).toBe(200);
    expect(resources['north/storage/egress']!.completions).toBe(0);
    expect(resources['south/storage/egress']!.completions).toBe(200);
  });

  it('are connected to where they hold it: the token is checked by the gateway whose storage is read', () => {
    const { instances, content } = three([false, false, true]);
    // A third of the clients each, for the location; then all downloads come to the one that holds it.
    const [north, east, south] = instances.map(({ requests }) => requests);
    expect(content.completed).toBe(clients);
    expect(north! + east! + south!).toBe(2 * clients);
    expect(Math.abs(south! - clients - clients / 3)).toBeLessThan(margin(clients, 1 / 3));
  });

  it('that are not the own cost lookups and a connection in full', () => {
    const { content } = observe(
      model(
        {
          gateways: [
            { name: 'own', prefix: 'own', vm: { fullHandshake: 0, tokenCheck: 0, request: 0 } },
            {
              name: 'other',
              prefix: 'other',
              serviceName: 'cmg.fabrikam.com',
              vm: { fullHandshake: 0, tokenCheck: 0, request: 0 },
            },
          ],
          dns: { lookup: '20ms' },
        },
        { count: 400, access: { rtt: '31.25ms' } },
        { gateways: ['other'] },
      ),
    );
    // Half of the clients have it as their own, and a connection from asking for the location.
    const elsewhere = content.stages.connect!.mean / (3 * RTT);
    expect(Math.abs(elsewhere - 0.5)).toBeLessThan(margin(400, 0.5) / 400);
    expect(content.stages.resolve!.mean).toBeCloseTo(elsewhere * 0.04, 9);
  });
});

describe('a cloud distribution point', () => {
  const old = { gateway: { deployment: 'classic', version: 2006 } } as const;

  it('is a content source of its own in a model before version 2107', () => {
    const observation = observe(
      model(
        {
          ...old,
          cloudDistributionPoints: [{ name: 'one' }, { name: 'two' }],
          storage: { blobRequests: '1e6/s' },
        },
        { count: 1000 },
        { source: 'cloud-distribution-point' },
      ),
    );
    const carried = (name: string) => observation.resources[`${name}/egress`]?.completions;
    expect(observation.content.completed).toBe(1000);
    expect(carried('cmg/storage')).toBe(0);
    expect(Math.abs(carried('cdp/one')! - 500)).toBeLessThan(margin(1000, 0.5));
    // The gateway is asked for the location alone.
    expect(observation.instances[0]!.requests).toBe(1000);
  });
});
