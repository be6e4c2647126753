import { nearest } from './nearest.js';
import type { Complaint } from './units.js';

/** Azure's public regions and those of US Government, by the name in host names, with the name that the portal shows. */
const REGIONS = {
  'azure-public': {
    australiacentral: 'Australia Central',
    australiacentral2: 'Australia Central 2',
    australiaeast: 'Australia East',
    australiasoutheast: 'Australia Southeast',
    austriaeast: 'Austria East',
    belgiumcentral: 'Belgium Central',
    brazilsouth: 'Brazil South',
    brazilsoutheast: 'Brazil Southeast',
    canadacentral: 'Canada Central',
    canadaeast: 'Canada East',
    centralindia: 'Central India',
    centralus: 'Central US',
    chilecentral: 'Chile Central',
    denmarkeast: 'Denmark East',
    eastasia: 'East Asia',
    eastus: 'East US',
    eastus2: 'East US 2',
    francecentral: 'France Central',
    francesouth: 'France South',
    germanynorth: 'Germany North',
    germanywestcentral: 'Germany West Central',
    indonesiacentral: 'Indonesia Central',
    israelcentral: 'Israel Central',
    italynorth: 'Italy North',
    japaneast: 'Japan East',
    japanwest: 'Japan West',
    jioindiacentral: 'Jio India Central',
    jioindiawest: 'Jio India West',
    koreacentral: 'Korea Central',
    koreasouth: 'Korea South',
    malaysiawest: 'Malaysia West',
    mexicocentral: 'Mexico Central',
    newzealandnorth: 'New Zealand North',
    northcentralus: 'North Central US',
    northeurope: 'North Europe',
    norwayeast: 'Norway East',
    norwaywest: 'Norway West',
    polandcentral: 'Poland Central',
    qatarcentral: 'Qatar Central',
    southafricanorth: 'South Africa North',
    southafricawest: 'South Africa West',
    southcentralus: 'South Central US',
    southeastasia: 'Southeast Asia',
    southindia: 'South India',
    spaincentral: 'Spain Central',
    swedencentral: 'Sweden Central',
    swedensouth: 'Sweden South',
    switzerlandnorth: 'Switzerland North',
    switzerlandwest: 'Switzerland West',
    uaecentral: 'UAE Central',
    uaenorth: 'UAE North',
    uksouth: 'UK South',
    ukwest: 'UK West',
    westcentralus: 'West Central US',
    westeurope: 'West Europe',
    westindia: 'West India',
    westus: 'West US',
    westus2: 'West US 2',
    westus3: 'West US 3',
  },
  'azure-us-government': {
    usgovarizona: 'US Gov Arizona',
    usgovtexas: 'US Gov Texas',
    usgovvirginia: 'US Gov Virginia',
    usgoviowa: 'US Gov Iowa',
    usdodcentral: 'US DoD Central',
    usdodeast: 'US DoD East',
  },
} as const;

type Cloud = keyof typeof REGIONS;

/** Put before a region that is newer than this list. */
const NEWER = 'new:';

/**
 * The name of a region as it stands in host names: `West Europe`, `WestEurope` and `westeurope` are one. `new:` before a
 * name takes it as it is, for a region that this list does not know.
 */
export function regionName(written: string): string {
  const text = written.trim();
  const name = text.startsWith(NEWER) ? text.slice(NEWER.length) : text;
  return name
    .replace(/^\([^)]*\)\s*/, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** What is wrong with a region in one of the clouds; null when it is known there, or said to be newer. */
export function regionComplaint(cloud: Cloud, written: string): Complaint | null {
  const name = regionName(written);
  if (written.trim().startsWith(NEWER)) return newerComplaint(name);
  if (Object.hasOwn(REGIONS[cloud], name)) return null;
  const other: Cloud = cloud === 'azure-public' ? 'azure-us-government' : 'azure-public';
  if (Object.hasOwn(REGIONS[other], name)) {
    const remedy = `write environment: ${other}, or one of ${cloud}: ${someOf(cloud)}`;
    return { message: `${name} is a region of ${other}`, remedy };
  }
  const meant = nearest(name, Object.keys(REGIONS[cloud]));
  const newer = `for a region newer than this list, write "${NEWER}${name}"`;
  return {
    message: `${cloud} has no region "${written}"`,
    remedy: `write ${meant ?? `for instance ${someOf(cloud)}`}; ${newer}`,
  };
}

function newerComplaint(name: string): Complaint | null {
  return /^[a-z][a-z0-9]{2,39}$/.test(name)
    ? null
    : {
        message: `"${name}" is no name of a region`,
        remedy: 'write letters and digits alone, as in new:westeurope',
      };
}

const someOf = (cloud: Cloud): string =>
  cloud === 'azure-public' ? 'westeurope, eastus' : 'usgovvirginia, usgovtexas';
