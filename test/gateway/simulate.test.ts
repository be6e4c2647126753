import { describe, expect, it } from 'vitest';
import { createModel, observe, people, tell } from './model-builder.js';

describe('the measured part', () => {
  const model = createModel({
    clients: [people({ count: 3, activities: { policy: { service: '1s' } } })],
    events: [tell('policy', '0s')],
  });

  it('has everything in it when there is no warm-up, the very start included', () => {
    expect(observe(model).resources['mp/1']!.arrivals).toBe(3);
    expect(observe(model).requests.policy).toMatchObject({ offered: 3, attempts: 3, completed: 3 });
  });

  it('takes over what is in flight when a warm-up ends', () => {
    const late = observe(model, { warmupSeconds: 0.5 });
    expect(late.requests.policy).toMatchObject({ offered: 3, attempts: 0, completed: 3 });
  });
});
