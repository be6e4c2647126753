import { describe } from 'vitest';
import { reduced } from './reduced.js';
import { DOWNLOADS } from './scores.js';
import { holdToSharing } from './sharing.js';

describe('everything but the egress of blob storage takes no time: M/G/1-PS, insensitive to the sizes', () => {
  holdToSharing('storage', { 0.5: 3_000, 0.8: 8_000, 0.95: 25_000 }, DOWNLOADS, (arrivalRate, size) =>
    reduced({
      // At 8 Mbit/s a kilobyte takes 1 ms; no download has a second range.
      storage: { egress: '8Mbps', rangeSize: '1TiB' },
      content: [{ name: 'package', size: size('1kB' as const), onDemand: `${arrivalRate}/s` }],
    }),
  );
});
