import { nearest } from './nearest.js';
import type { Complaint } from './units.js';

/** Azure's public regions and those of US Government, as they stand in host names. */
const REGIONS = {
  'azure-public': [
    'australiacentral',
    'australiacentral2',
    'australiaeast',
    'australiasoutheast',
    'austriaeast',
    'belgiumcentral',
    'brazilsouth',
    'brazilsoutheast',
    'canadacentral',
    'canadaeast',
    'centralindia',
    'centralus',
    'chilecentral',
    'denmarkeast',
    'eastasia',
    'eastus',
    'eastus2',
    'francecentral',
    'francesouth',
    'germanynorth',
    'germanywestcentral',
    'indonesiacentral',
    'israelcentral',
    'italynorth',
    'japaneast',
    'japanwest',
    'jioindiacentral',
    'jioindiawest',
    'koreacentral',
    'koreasouth',
    'malaysiawest',
    'mexicocentral',
    'newzealandnorth',
    'northcentralus',
    'northeurope',
    'norwayeast',
    'norwaywest',
    'polandcentral',
    'qatarcentral',
    'southafricanorth',
    'southafricawest',
    'southcentralus',
    'southeastasia',
    'southindia',
    'spaincentral',
    'swedencentral',
    'swedensouth',
    'switzerlandnorth',
    'switzerlandwest',
    'uaecentral',
    'uaenorth',
    'uksouth',
    'ukwest',
    'westcentralus',
    'westeurope',
    'westindia',
    'westus',
    'westus2',
    'westus3',
  ],
  'azure-us-government': [
    'usgovarizona',
    'usgovtexas',
    'usgovvirginia',
    'usgoviowa',
    'usdodcentral',
    'usdodeast',
  ],
} as const;

type Cloud = keyof typeof REGIONS;

/** Put before a region that is newer than this list. */
const NEWER = 'new:';

/**
 * The name of a region as it stands in host names: the portal's `West Europe` or
 * `(Europe) West Europe` is `westeurope`. `new:` before a
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
  if (isKnown(cloud, name)) return null;
  const other: Cloud = cloud === 'azure-public' ? 'azure-us-government' : 'azure-public';
  if (isKnown(other, name)) {
    const remedy = `write environment: ${other}, or one of ${cloud}: ${someOf(cloud)}`;
    return { message: `${name} is a region of ${other}`, remedy };
  }
  const meant = nearest(name, REGIONS[cloud]);
  const newer = `for a region newer than this list, write "${NEWER}${name}"`;
  return {
    message: `${cloud} has no region "${written}"`,
    remedy: `write ${meant ?? `for instance ${someOf(cloud)}`}; ${newer}`,
  };
}

const isKnown = (cloud: Cloud, name: string): boolean => (REGIONS[cloud] as readonly string[]).includes(name);

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
