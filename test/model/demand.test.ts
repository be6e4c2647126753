import { describe, expect, it } from 'vitest';
import { requestsPerSecond } from '../../src/model/demand.js';
import { createModel, observe, people } from '../gateway/model-builder.js';

describe('the demand of a model', () => {
  it('is what its clients ask for in their periods, in the share of the times that count', () => {
    const model = createModel({
      clients: [
        people({
          count: 120,
          activities: {
            policy: { enabled: true, period: '1min' },
            state: { enabled: true, period: '10s', probability: 0.25 },
          },
        }),
        people({ name: 'others', count: 30, activities: { compliance: { enabled: true, period: '30s' } } }),
      ],
    });
    const exchanges = model.clients[1]!.activities.compliance.exchanges;
    expect(requestsPerSecond(model)).toBeCloseTo(2 + 3 + exchanges, 9);
  });

  it('is what a simulation of clients that are always online is asked', () => {
    const model = createModel({
      clients: [people({ count: 50, activities: { policy: { enabled: true, period: '1min' } } })],
      simulation: { duration: '10min', warmup: '1min' },
    });
    const { offered } = observe(model).requests.policy!;
    expect(offered).toBeCloseTo(requestsPerSecond(model) * 600, -1);
  });

  it('is none without clients that ask', () => {
    expect(requestsPerSecond(createModel({ clients: [people({ count: 10 })] }))).toBe(0);
  });
});
