import { describe } from 'vitest';
import { holdToMarkov } from './markov.js';
import { asking, reduced } from './reduced.js';
import { POLICY } from './scores.js';
import { holdToSharing } from './sharing.js';

const CUSTOMERS = { 0.5: 4_000, 0.8: 12_000, 0.95: 40_000 };

describe('everything but one management point takes no time: M/M/c on its workers', () => {
  holdToMarkov('management point', CUSTOMERS, (servers, arrivals, service) =>
    reduced(
      { site: { managementPoints: { workers: servers } } },
      { ...arrivals, service: { exponential: service } },
    ),
  );
});

describe('a management point that shares one worker: M/G/1-PS, insensitive to the distribution of service', () => {
  holdToSharing('management point', CUSTOMERS, POLICY, (arrivalRate, service) =>
    reduced(
      { site: { managementPoints: { workers: 1, discipline: 'ps' } } },
      { ...asking(arrivalRate), service: service('1ms' as const) },
    ),
  );
});
