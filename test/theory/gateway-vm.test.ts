import { describe } from 'vitest';
import { holdToMarkov } from './markov.js';
import { reduced } from './reduced.js';

describe('everything but one VM takes no time: M/M/c on its cores', () => {
  holdToMarkov('vm', { 0.5: 4_000, 0.8: 12_000, 0.95: 40_000 }, (servers, arrivals, service) =>
    reduced({ gateway: { vm: { cores: servers, request: { exponential: service } } } }, arrivals),
  );
});
