import { describe, expect, it } from 'vitest';
import { availabilityText } from '../../src/model/availability.js';

const gateway = (region: string, vmSize: 'A2_v2' | 'A4_v2' | 'B2s' = 'A2_v2') =>
  ({ deployment: 'scale-set', region, vmSize }) as const;
const own = { name: 'D4s_v5', cores: 4, ram: 2 ** 34, nic: 1e9, clients: 9_000, pricePerHour: 0.4 };

describe('what is said of availability', () => {
  it.each([
    ['a size and its region', [gateway('westus3')], 'A2_v2 in westus3: availability not checked'],
    ['each once', [gateway('westus3'), gateway('westus3')], 'A2_v2 in westus3: availability not checked'],
    [
      'sizes by region, in the order of the model',
      [gateway('westus3', 'B2s'), gateway('uksouth'), gateway('westus3')],
      'B2s and A2_v2 in westus3; A2_v2 in uksouth: availability not checked',
    ],
    [
      'a size of your own by its name',
      [{ ...gateway('westus3'), vmSize: own }],
      'D4s_v5 in westus3: availability not checked',
    ],
    [
      'four regions, and how many more',
      ['a', 'b', 'c', 'd', 'e', 'f'].map((region) => gateway(region)),
      'A2_v2 in a; A2_v2 in b; A2_v2 in c; A2_v2 in d; 2 regions more: availability not checked',
    ],
  ])('names %s', (_, gateways, text) => {
    expect(availabilityText(gateways)).toBe(text);
  });

  it('says nothing of classic cloud services, which no region offers any more', () => {
    const classic = { ...gateway('westus3'), deployment: 'classic' as const };
    expect(availabilityText([classic])).toBeNull();
    expect(availabilityText([classic, gateway('uksouth')])).toBe(
      'A2_v2 in uksouth: availability not checked',
    );
  });
});
