import { describe, expect, it } from 'vitest';
import {
  createModel,
  type ModelChange,
  observe,
  type PopulationChange,
  people,
  start,
} from '../../model-builder.js';

type ContentChange = NonNullable<ModelChange['content']>[number];

/** Time of the answer that names the blob, on the card of an A2_v2: 1 KiB at 500 Mbit/s. */
const NAMED = (1024 * 8) / 500e6;

const access = (down: `${number}Mbps`) => ({ bandwidth: [{ share: 1, down, up: down }] });

/** Everybody downloads at once, at the start; nothing but storage and access takes time. */
const downloads = (
  content: Partial<ContentChange>,
  change: ModelChange = {},
  population: PopulationChange = {},
): ReturnType<typeof createModel> =>
  createModel({
    simulation: { duration: '1h' },
    ...change,
    clients: [people({ access: access('80Mbps'), retry: { attempts: 1 }, ...population })],
    content: [{ name: 'app', size: '100MB', deployments: [{ notice: 'at-once' }], ...content }],
  });

describe('a download', () => {
  it('takes a round trip and the first byte for each range, and its bytes at the rate of the access', () => {
    const model = downloads(
      { size: '10MB' },
      { storage: { rangeSize: '4MB', firstByte: '10ms' } },
      { access: { rtt: '31.25ms', ...access('80Mbps') } },
    );
    const { content } = observe(model);
    const stage = content.stages['blob-download']!;
    expect(stage.mean).toBeCloseTo(3 * (0.03125 + 0.01) + 1, 9);
    expect(content).toMatchObject({ completed: 1, bytes: 10e6, throttled: 0 });
  });

  it('passes neither an instance, nor a channel, nor a connection point', () => {
    const { volumes, resources } = observe(downloads({ size: '1GB' }));
    expect(volumes.storages[0]!.egressBytes).toBeCloseTo(1e9, 3);
    // What goes through the instance: the request for the place, and the answer that names the blob.
    expect(volumes.gateways[0]!.egressBytes).toBeLessThan(10_000);
    expect(resources['cmg/cp/1/nic']!.utilisation! * 3600 * 1e9).toBeLessThan(1e6);
  });

  it('shares the egress of the account in max-min fairness with those that their access holds lower', () => {
    const model = createModel({
      storage: { egress: '100Mbps', rangeSize: '1TB' },
      clients: [
        people({ name: 'slow', count: 2, access: access('10Mbps') }),
        people({ name: 'fast', count: 2, access: access('1000Mbps') }),
      ],
      content: [{ name: 'app', size: '100MB', deployments: [{ notice: 'at-once' }] }],
    });
    const system = start(model, 10);
    // Two at 10 Mbit/s, and 40 for each of the two others: 100 in all.
    expect((system.storages[0]!.link.carriedBytes() * 8) / 10 / 1e6).toBeCloseTo(100, 2);
    // The fast ones need 800 Mbit at 40 Mbit/s.
    system.simulation.run(19.99);
    const done = () => system.recorder.classes.at(-1)!.completed;
    expect(done()).toBe(0);
    system.simulation.run(20.01);
    expect(done()).toBe(2);
    system.simulation.run(80.01);
    expect(done()).toBe(4);
  });

  it('gets what is left of its access while the link of clients is degraded', () => {
    const model = downloads(
      {},
      {
        storage: { rangeSize: '1TB' },
        events: [{ event: 'link-degraded', at: '5s', duration: '10s', leg: 'clients', rateFactor: 0.25 }],
      },
    );
    // 800 Mbit: 5 s at 80, 10 s at 20, the rest of 200 at 80.
    expect(observe(model).content.secondsToDownload.mean).toBeCloseTo(NAMED + 5 + 10 + 2.5, 9);
  });
});

describe('two downloads of one client', () => {
  it('take turns, range by range, so that together they do not exceed its access', () => {
    const one: Omit<ContentChange, 'name'> = { size: '100MB', deployments: [{ notice: 'at-once' }] };
    const model = createModel({
      simulation: { duration: '1h' },
      storage: { rangeSize: '1MB' },
      clients: [people({ count: 3, access: access('80Mbps') })],
      content: [
        { name: 'one', ...one },
        { name: 'two', ...one },
      ],
    });
    const { content } = observe(model);
    // 10 s each alone: one ends with the last range of 0.1 s, the other with the last but one.
    expect(content.completed).toBe(6);
    expect(content.secondsToDownload.max).toBeCloseTo(20, 3);
    expect(content.secondsToDownload.mean).toBeCloseTo(20 - 0.05, 3);
  });
});

describe('what storage admits', () => {
  it.each([
    ['a blob', { blobRequests: '10/s' }],
    ['an account', { accountRequests: '10/s' }],
  ] as const)('of %s is its requests a second; the others are answered 503 and ask again', (_, limits) => {
    const model = downloads(
      { size: '1MB' },
      { storage: { ...limits, backoff: '1s', maximumBackoff: '4s', attempts: 50 } },
      { count: 200, access: access('1000Mbps') },
    );
    const { content } = observe(model);
    expect(content).toMatchObject({ completed: 200, failed: {} });
    expect(content.throttled).toBeGreaterThan(190);
    // Ten at once and ten a second: the last cannot come before 19 s.
    expect(content.secondsToDownload.max).toBeGreaterThanOrEqual(19);
    expect(content.secondsToDownload.max).toBeLessThan(19 + 3 * 4);
  });

  it('is counted for each blob by itself', () => {
    const each: Omit<ContentChange, 'name'> = { size: '1MB', deployments: [{ notice: 'at-once' }] };
    const model = createModel({
      storage: { blobRequests: '10/s' },
      clients: [people({ count: 10 })],
      content: [
        { name: 'one', ...each },
        { name: 'two', ...each },
      ],
    });
    expect(observe(model).content).toMatchObject({ completed: 20, throttled: 0 });
  });

  it('doubles the pause after each 503 up to the longest, shortened at random by up to half, until it gives up', () => {
    const times = Array.from({ length: 20 }, (_, seed) => {
      const storage = { blobRequests: '0/s', backoff: '1s', maximumBackoff: '3s', attempts: 5 } as const;
      // The bucket holds one request: the first client gets it, the second never does.
      const system = start(downloads({ size: '1MB' }, { storage }, { count: 2 }), 0, seed);
      const failed = () => system.recorder.classes.at(-1)!.failed.reduce((sum, each) => sum + each, 0);
      while (failed() === 0) system.simulation.run(system.simulation.now + 0.001);
      return system.simulation.now;
    });
    // Pauses of 1, 2, 3 and 3 s, each between half and all of it.
    expect(Math.min(...times)).toBeGreaterThanOrEqual(4.5);
    expect(Math.max(...times)).toBeLessThanOrEqual(9.002);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1);
  });

  it('has a cause when a client gives up', () => {
    const storage = { blobRequests: '0/s', backoff: '1s', attempts: 3 } as const;
    const { content } = observe(downloads({ size: '1MB' }, { storage }, { count: 5 }));
    expect(content).toMatchObject({ completed: 1, failed: { 'storage-throttled': 4 } });
  });
});

describe('a client that goes offline', () => {
  const evening = { hours: { from: '0h', to: '1h', spread: '0s' }, access: access('8Mbps') } as const;

  it('goes on with its download when it comes online again', () => {
    // 4,500 s at 8 Mbit/s, of which 3,600 fit into the first hour and the rest waits for the next day.
    const model = downloads(
      { size: '4.5GB' },
      { simulation: { duration: '2d', interval: '1h' }, storage: { rangeSize: '1MB' } },
      evening,
    );
    const { content } = observe(model);
    expect(content.completed).toBe(1);
    // The range under way at the end of the hour comes to its end.
    expect(Math.abs(content.secondsToDownload.mean! - (86_400 + 900))).toBeLessThan(2);
  });

  it('begins what is due meanwhile when it comes online', () => {
    const deployments = [{ notice: 'at-once', available: '10h' }] as const;
    const model = downloads(
      { size: '1MB', deployments: [...deployments] },
      { simulation: { duration: '2d', interval: '1h' } },
      { ...evening, count: 4 },
    );
    const system = start(model, 86_399);
    const record = system.recorder.classes.at(-1)!;
    expect(record.offered).toBe(0);
    system.simulation.run(86_400 + 60);
    expect([record.offered, record.completed]).toEqual([4, 4]);
  });
});
