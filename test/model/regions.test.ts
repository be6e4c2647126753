import { describe, expect, it } from 'vitest';
import { regionComplaint, regionName } from '../../src/model/regions.js';

describe('the name of a region', () => {
  it.each([
    ['West Europe', 'westeurope'],
    ['(Europe) West Europe', 'westeurope'],
    ['WestEurope', 'westeurope'],
    ['east-us-2', 'eastus2'],
    ['US Gov Virginia', 'usgovvirginia'],
    ['Australia Central 2', 'australiacentral2'],
    ['new:Atlantis West', 'atlantiswest'],
  ])('%s stands in host names as %s', (written, name) => {
    expect(regionName(written)).toBe(name);
  });

  it.each([
    ['azure-public', 'Germany West Central'],
    ['azure-public', 'uksouth'],
    ['azure-public', 'new:atlantiswest'],
    ['azure-us-government', 'US DoD East'],
    ['azure-us-government', 'usgovtexas'],
  ] as const)('%s has %s', (cloud, region) => {
    expect(regionComplaint(cloud, region)).toBeNull();
  });

  it.each([
    ['azure-public', 'westeurpoe', 'write westeurope; for a region newer'],
    ['azure-public', 'North Europa', 'write northeurope;'],
    ['azure-public', 'germanywest', 'write germanynorth;'],
    ['azure-public', 'nowhere at all', 'write for instance westeurope, eastus; for a region newer'],
    ['azure-public', 'new:', 'write letters and digits alone'],
    ['azure-public', 'new:a/b', 'write letters and digits alone'],
    ['azure-us-government', 'usgovvirgina', 'write usgovvirginia;'],
    ['azure-us-government', 'westeurope', 'write environment: azure-public, or one of azure-us-government'],
  ] as const)('%s has no %s', (cloud, region, remedy) => {
    expect(regionComplaint(cloud, region)?.remedy).toContain(remedy);
  });
});
