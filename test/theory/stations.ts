import { describe } from 'vitest';
import type { Customers } from './lengths.js';
import { holdToMarkov } from './markov.js';
import { asking, https, reduced } from './reduced.js';
import { DOWNLOADS, POLICY } from './scores.js';
import { holdToSharing } from './sharing.js';

/** Queues to which a gateway is reduced, by what they show: each declares its tests for some loads. */
export const STATIONS = {
  vm: {
    'everything but one VM takes no time: M/M/c on its cores': (customers) =>
      holdToMarkov('vm', customers, (servers, arrivals, service) =>
        reduced({ gateway: { vm: { cores: servers, request: { exponential: service } } } }, arrivals),
      ),
  },
  site: {
    'everything but one management point takes no time: M/M/c on its workers': (customers) =>
      holdToMarkov('management point', customers, (servers, arrivals, service) =>
        reduced(
          { site: { managementPoints: { workers: servers } } },
          { ...arrivals, service: { exponential: service } },
        ),
      ),
    'a management point that shares one worker: M/G/1-PS, insensitive to the distribution of service': (
      customers,
    ) =>
      holdToSharing('management point', customers, POLICY, (arrivalRate, service) =>
        reduced(
          { site: { managementPoints: { workers: 1, discipline: 'ps' } } },
          { ...asking(arrivalRate), service: service('1ms' as const) },
        ),
      ),
  },
  channel: {
    'everything but the HTTPS channel takes no time, round trip 0: M/M/K on its connections': (customers) =>
      holdToMarkov('channel early', customers, (servers, arrivals, service) =>
        reduced(https(servers, 'early', '0ms', { exponential: service }), arrivals),
      ),
    'the same with late polls and a site that answers at once': (customers) =>
      holdToMarkov(
        'channel late',
        customers,
        (servers, arrivals, service) =>
          reduced(https(servers, 'late', '0ms', { exponential: service }), arrivals),
        [2],
      ),
    'everything but the TCP-TLS channel takes no time, exponential sizes: M/M/1 on its line': (customers) =>
      holdToMarkov(
        'channel tcp-tls',
        customers,
        (_, arrivals, service) =>
          // At 8 Mbit/s a byte takes 1 us.
          reduced(
            { gateway: { deployment: 'classic' }, connectionPoints: { nic: '8Mbps' } },
            { ...arrivals, request: { exponential: `${Number.parseFloat(service) * 1e3}B` } },
          ),
        [1],
      ),
  },
  storage: {
    'everything but the egress of blob storage takes no time: M/G/1-PS, insensitive to the sizes': (
      customers,
    ) =>
      holdToSharing('storage', customers, DOWNLOADS, (arrivalRate, size) =>
        reduced({
          // At 8 Mbit/s a kilobyte takes 1 ms; no download has a second range.
          storage: { egress: '8Mbps', rangeSize: '1TiB' },
          content: [{ name: 'package', size: size('1kB' as const), onDemand: `${arrivalRate}/s` }],
        }),
      ),
  },
} satisfies Record<string, Record<string, (customers: Customers) => void>>;

type Stations = Readonly<Record<string, (customers: Customers) => void>>;

/** Declares the tests of some stations at some loads. */
export function holdStations(stations: Stations, customers: Customers): void {
  for (const [title, hold] of Object.entries(stations)) describe(title, () => hold(customers));
}
