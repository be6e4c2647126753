import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentFiles } from '../../../../src/gateway/systems/content/content-files.js';
import { id } from '../../id.js';
import { createModel, observe, people } from '../../model-builder.js';

type Package = Record<string, unknown>;
const site = (change: Package, storage: Package = {}, count = 40) =>
  createModel({
    simulation: { duration: '1h' },
    storage,
    clients: [people({ count, retry: { attempts: 1 } })],
    content: [{ name: 'update', size: '100MB', deployments: [{ notice: 'at-once' }], ...change }],
  });

describe('the files of a package', () => {
  it('are read one after the other, each whole, and no range reads two', () => {
    const size = fc.integer({ min: 1, max: 5_000_000 });
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 100_000 }),
        (bytes, files, range) => {
          const { content } = createModel({
            content: [{ name: 'a', size: `${bytes}B`, files }],
          });
          const parts = new ContentFiles(content);
          const read = new Map<number, number>();
          let left = bytes;
          let last = files;
          for (let steps = 0; left > 0 && steps < 6_000; steps++) {
            const file = parts.at(id(0), left);
            expect(file).toBeLessThanOrEqual(last);
            last = file;
            const part = Math.min(parts.leftIn(id(0), left), Math.max(range, bytes / 5_000));
            expect(part).toBeGreaterThan(0);
            read.set(file, (read.get(file) ?? 0) + part);
            left -= part;
          }
          expect(left).toBe(0);
          expect(read.size).toBe(files);
          for (const whole of read.values()) expect(whole / (bytes / files)).toBeCloseTo(1, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have a limit of requests each: many files are not throttled where one blob is', () => {
    const limits = { blobRequests: '2/s', rangeSize: '1MB' };
    const throttled = (files: number) => observe(site({ files }, limits)).content.throttled;
    const [one, hundred] = [throttled(1), throttled(100)];
    expect(one).toBeGreaterThan(1_000);
    expect(hundred).toBeLessThan(one / 2);
  });

  it('take a request each, however small they are', () => {
    const reads = (files: number) =>
      observe(site({ files }, { rangeSize: '10MB' })).volumes.storages[0]!.reads;
    expect(reads(1)).toBe(40 * 10);
    expect(reads(200)).toBe(40 * 200);
  });
});

describe('where content comes from', () => {
  it('decides what touches the gateway: of Windows Update nothing does', () => {
    const none = observe(
      createModel({
        simulation: { duration: '1h' },
        clients: [people({ count: 40, retry: { attempts: 1 } })],
      }),
    );
    const { content, volumes, requests, events } = observe(site({ source: 'windows-update' }));
    expect(content).toMatchObject({ downloads: 0, bytes: 0 });
    expect(requests['content-location']).toBeUndefined();
    expect(volumes).toEqual(none.volumes);
    expect(events).toBe(none.events);
  });

  it('leaves to the source what peers do not serve', () => {
    const all = observe(site({})).volumes.storages[0]!;
    const { volumes, content } = observe(site({ peers: '90%' }));
    expect(content).toMatchObject({ downloads: 40, completed: 40 });
    expect(volumes.storages[0]!.egressBytes).toBeCloseTo(0.1 * all.egressBytes, -1);
    expect(volumes.storages[0]!.storedBytes).toBe(all.storedBytes);
  });

  it('asks where content is even where peers serve all of it', () => {
    const { volumes, content, requests } = observe(site({ peers: 1 }));
    expect(content).toMatchObject({ completed: 40, failed: {} });
    expect(requests['content-location']!.completed).toBe(40);
    expect(volumes.storages[0]).toMatchObject({ egressBytes: 0, reads: 0 });
  });
});
