import { describe, expect, it } from 'vitest';
import { compileFor } from '../../src/host/compiler.js';
import { simulateReplication } from '../../src/study/simulate/replication.js';
import { createModel, people } from '../gateway/model-builder.js';

describe('compiling for a long replication', () => {
  it('changes no byte of what a replication gives', () => {
    const policy = {
      enabled: true,
      period: '10s',
      request: '2000B',
      reply: '8000B',
      service: '50ms',
    } as const;
    const model = createModel({
      clients: [people({ count: 200, activities: { policy } })],
      simulation: { duration: '5min', warmup: '1min' },
    });
    const give = () => JSON.stringify(simulateReplication({ model, seed: 1, replication: 0 }));
    const before = give();
    compileFor(model, 30 * 86_400);
    expect(give()).toBe(before);
  });
});
