import { describe, expect, it } from 'vitest';
import { creditsAtStart } from '../../../../src/gateway/systems/vm/credits-at-start.js';
import { createModel, people } from '../../model-builder.js';

describe('the credits of an instance at the start', () => {
  /** 1,000 clients that are online in the hour from 6:00 of a day, and then ask for more CPU than the baseline. */
  const at = (start: `${number}h`): number => {
    const model = createModel({
      simulation: { start },
      gateway: { vmSize: 'B2s', vm: { request: '1s' } },
      clients: [
        people({
          count: 1000,
          hours: { from: '6h', to: '7h', days: ['mon'], spread: 0 },
          activities: { policy: { enabled: true, period: '15min' } },
        }),
      ],
    });
    return creditsAtStart(model, model.gateway!, 1)!;
  };

  it('are all that it can have after a quiet time, and fewer after a busy one', () => {
    expect(at('5h')).toBe(576);
    expect(at('7h')).toBeLessThan(550);
    expect(at('8h')).toBeGreaterThan(at('7h'));
  });

  it('are as many before Monday as in any other week, where a warm-up begins on Sunday', () => {
    const model = createModel({ gateway: { vmSize: 'B2s' } });
    const early = { ...model, simulation: { ...model.simulation, start: -600 } };
    expect(creditsAtStart(early, model.gateway!, 1)).toBe(576);
  });
});
