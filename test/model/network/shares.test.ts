import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhaseCheck } from '../../../src/model/network/check/phase.js';
import { checkNetwork, type NetworkCheck } from '../../../src/model/network/check.js';
import { networkOf } from '../../../src/model/network/from-model.js';
import { anyModel } from './any-model.js';
import { device, network, population } from './fixture.js';

/** Shares of one phase: that of the whole, and those that each of its flows alone makes fail. */
function sharesOf(check: NetworkCheck, phase: PhaseCheck, what: 'requestShare' | 'downloadShare') {
  const flows = check.flows.filter(
    ({ size }) =>
      size === null ||
      (size.fromSeconds <= phase.fromSeconds &&
        (size.toSeconds ?? Number.POSITIVE_INFINITY) > phase.fromSeconds),
  );
  return { total: phase[what], alone: flows.map((flow) => flow[what]).filter((share) => share !== null) };
}

describe('the shares of a check', () => {
  it.each(['requestShare', 'downloadShare'] as const)(
    'agree with those of its flows: as much as the worst, no more than all together (%s)',
    (what) => {
      let partly = 0;
      let overlapping = 0;
      fc.assert(
        fc.property(anyModel, (model) => {
          const check = checkNetwork(networkOf(model));
          for (const phase of check.phases) {
            const { total, alone } = sharesOf(check, phase, what);
            const sum = alone.reduce((all, share) => all + share, 0);
            expect(total).toBeGreaterThanOrEqual(Math.max(...alone) - 1e-9);
            expect(total).toBeLessThanOrEqual(sum + 1e-9);
            if (total! > 0 && total! < 1) partly++;
            if (total! < sum - 1e-9) overlapping++;
          }
        }),
        { numRuns: 1000, seed: 11 },
      );
      expect(partly).toBeGreaterThan(100);
      expect(overlapping).toBeGreaterThan(100);
    },
  );

  it.each([
    [
      'TLS inspection keeps clients with a certificate from asking where content is',
      { inspectsTls: true },
      0.25,
    ],
    ['clients without a token cannot ask where content is', { blockHeaders: ['CCMClientID'] }, 1],
  ])('of downloads count those whose location nobody tells: %s', (_, change, share) => {
    const model = network({
      inspection: [device(change)],
      populations: [population({ authentication: { entra: 0.75, certificate: 0.25, siteToken: 0 } })],
    });
    const check = checkNetwork(model);
    const http = check.flows.find(({ flow, from }) => flow === 'http' && from === 'client')!;
    expect([check.downloadShare, http.downloadShare]).toEqual([share, share]);
  });
});
