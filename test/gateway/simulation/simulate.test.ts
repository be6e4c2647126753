import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { QueueKind } from '../../../src/engine/index.js';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { loadModel } from '../../../src/model/load.js';
import { createModel, observe, people, tell } from '../model-builder.js';

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

describe('the layout of the event queue', () => {
  it.each([
    ['lab', 3600, 6 * 3600],
    ['scale-set', 3600, 600],
    ['classic-behind-proxy', 600, 600],
  ])('changes no byte of what %s gives', (name, warmupSeconds, durationSeconds) => {
    const file = `models/${name}.yaml`;
    const loaded = loadModel(readFileSync(file, 'utf8'), file);
    if ('problems' in loaded) throw new Error(`${file} has problems`);
    const bytes = (queue: QueueKind) =>
      JSON.stringify(
        simulate(loaded.value, { seed: 1, replication: 0, warmupSeconds, durationSeconds, queue }),
      );
    const calendar = bytes('calendar');
    expect(bytes('binary') === calendar).toBe(true);
    expect(bytes('quaternary') === calendar).toBe(true);
  });
});
