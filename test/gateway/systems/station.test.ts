import { describe, expect, it } from 'vitest';
import { createModel, observe, people, start, tell } from '../model-builder.js';

describe('a station that stops', () => {
  /** Ten clients whose requests share one worker when a minute has passed. */
  const busy = (discipline: 'fcfs' | 'ps') => {
    const model = createModel({
      site: { managementPoints: { workers: 1, discipline } },
      clients: [people({ count: 10, activities: { policy: { service: '1min' } } })],
      events: [tell('policy', '10s')],
    });
    return start(model, 60).siteSystems[0]!.systems[0]!;
  };

  it('insists that its requests are cut off first', () => {
    expect(() => busy('ps').station.clear()).toThrow('mp/1 is stopped before its requests are cut off');
  });

  it('loses none of them without a word in the order of its system', () => {
    for (const discipline of ['fcfs', 'ps'] as const) {
      const system = busy(discipline);
      system.stop();
      expect(system.station.resource.totals().inProgress).toBe(0);
    }
  });

  it.each(['fcfs', 'ps'] as const)(
    'has an instance tell its clients before it forgets their work (%s)',
    (discipline) => {
      const model = createModel({
        gateway: { vm: { discipline, request: '1min' } },
        clients: [people({ count: 10, timeout: '1h', retry: { attempts: 1 } })],
        events: [tell('policy', '10s'), { event: 'vm-restart', instance: 1, at: '20s' }],
      });
      expect(observe(model).requests.policy!.failed).toEqual({ 'instance-lost': 10 });
    },
  );
});
