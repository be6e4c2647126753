import { describe, expect, it } from 'vitest';
import { documentedClientLimit, vmCapacity } from '../../src/model/catalogue.js';
import { loadModel } from '../../src/model/load.js';

function capacityOf(gateway: string) {
  const loaded = loadModel(`{name: a, gateway: ${gateway}, clients: [{count: 1}]}`, 'm.yaml');
  if ('problems' in loaded) throw new Error(loaded.problems[0]?.message);
  return vmCapacity(loaded.value.gateway!);
}

describe('documentedClientLimit', () => {
  it.each([
    ['scale-set', 'A2_v2', 2207, 6_000],
    ['scale-set', 'A4_v2', 2207, 10_000],
    ['scale-set', 'B2s', 2107, 10],
    ['scale-set', 'A2_v2', 2103, 2_000],
    ['scale-set', 'A2_v2', 2010, 2_000],
    ['classic', 'A2_v2', 2103, 6_000],
    ['classic', 'A2_v2', 2207, 6_000],
  ] as const)('%s, %s, version %i: %i clients', (kind, size, version, limit) => {
    expect(documentedClientLimit(kind, size, version)).toBe(limit);
  });
});

describe('vmCapacity', () => {
  it('is that of the size', () => {
    expect(capacityOf('{vmSize: A2_v2}')).toEqual({
      cores: 2,
      nicBitsPerSecond: 5e8,
      clientLimit: 6_000,
      credits: null,
    });
    expect(capacityOf('{vmSize: A4_v2}')).toMatchObject({ cores: 4, nicBitsPerSecond: 1e9 });
  });

  it('lets a B2s run at full speed for 37.5 minutes', () => {
    const { cores, credits } = capacityOf('{vmSize: B2s}');
    expect(credits!.initial / (cores - credits!.baselineCores)).toBe(37.5);
  });

  it('is what the model states itself, where it does', () => {
    expect(
      capacityOf(
        '{vm: {cores: 8, nic: 2Gbps, clientLimit: 5, credits: {initial: 1, maximum: 2, baselineCores: 0.1}}}',
      ),
    ).toEqual({
      cores: 8,
      nicBitsPerSecond: 2e9,
      clientLimit: 5,
      credits: { initial: 1, maximum: 2, baselineCores: 0.1 },
    });
  });
});
