import { describe, expect, it } from 'vitest';
import {
  createModel,
  type EventInput,
  type ModelChange,
  observe,
  people,
  start,
  tell,
} from '../model-builder.js';

/** As many clients as given ask for their policy at 10 s, with a second of work each. */
const rush = (
  count: number,
  managementPoints: object = {},
  change: ModelChange = {},
  events: EventInput[] = [],
) =>
  createModel({
    site: { managementPoints },
    clients: [
      people({ count, retry: { attempts: 1 }, timeout: '5min', activities: { policy: { service: '1s' } } }),
    ],
    ...change,
    events: [tell('policy', '10s'), ...events],
  });
const policy = (model: ReturnType<typeof rush>) => observe(model).requests.policy!;
const down = (
  managementPoint: number,
  at: `${number}s`,
  duration: `${number}s` | `${number}min`,
): EventInput => ({
  event: 'management-point-down',
  managementPoint,
  at,
  duration,
});

describe('the workers of a management point', () => {
  it('serve in order, as many at once as there are', () => {
    const { latency } = policy(rush(12, { workers: 4 }));
    expect(latency.mean).toBeCloseTo(2, 9);
    expect(latency.max).toBeCloseTo(3, 9);
  });

  it('may share themselves', () => {
    const { latency } = policy(rush(12, { workers: 4, discipline: 'ps' }));
    expect(latency.mean).toBeCloseTo(3, 9);
  });

  it('are reached over the round trip of the site', () => {
    expect(policy(rush(1, { rtt: '6ms' })).latency.mean).toBeCloseTo(1.006, 9);
    expect(policy(rush(1, { rtt: '6ms', discipline: 'ps' })).latency.mean).toBeCloseTo(1.006, 9);
  });

  it('refuse what finds the queue full', () => {
    const { completed, failed } = policy(rush(12, { workers: 4, queueLimit: 3 }));
    expect([completed, failed]).toEqual([7, { 'management-point-busy': 5 }]);
    const update = createModel({
      site: { updatePoints: { workers: 1, queueLimit: 0 } },
      clients: [
        people({
          count: 2,
          retry: { attempts: 1 },
          activities: { 'update-scan': { service: '1s', exchanges: 1 } },
        }),
      ],
      events: [tell('update-scan', '10s')],
    });
    expect(observe(update).requests['update-scan']!.failed).toEqual({ 'update-point-busy': 1 });
  });
});

describe('several management points', () => {
  it('share the clients evenly, each client staying with its own', () => {
    const { resources } = observe(rush(12, { count: 3, workers: 1 }));
    for (const number of [1, 2, 3]) expect(resources[`mp/${number}`]!.completions).toBe(4);
  });

  it('report their clients against the documented limit', () => {
    const model = createModel({
      site: { managementPoints: { count: 2, clientLimit: 5 }, updatePoints: { clientLimit: 3 } },
      clients: [
        people({
          name: 'scanning',
          count: 3,
          activities: { 'update-scan': { enabled: true }, policy: { service: '1ms' } },
        }),
        people({ name: 'others', count: 8, activities: { policy: { service: '1ms' } } }),
      ],
      events: [tell('policy', '10s')],
    });
    const seen = observe(model).siteSystems.map(({ name, clients, clientLimit, support, requests }) => [
      name,
      clients,
      clientLimit,
      support,
      requests,
    ]);
    expect(seen).toEqual([
      ['mp/1', 6, 5, 'over', 6],
      ['mp/2', 5, 5, 'supported', 5],
      ['sup/1', 3, 3, 'supported', 0],
    ]);
  });

  it('stand in for one that is down', () => {
    const model = rush(12, { count: 3, workers: 1 }, {}, [down(2, '5s', '1min')]);
    const { requests, resources } = observe(model);
    expect(requests.policy).toMatchObject({ completed: 12, failed: {} });
    expect(['mp/1', 'mp/2', 'mp/3'].map((id) => resources[id]!.completions)).toEqual([4, 0, 8]);
  });

  it('all down fail every request at once', () => {
    const model = rush(12, { count: 2 }, {}, [down(1, '5s', '1min'), down(2, '6s', '1min')]);
    expect(policy(model)).toMatchObject({ completed: 0, failed: { 'management-point-down': 12 } });
  });
});

describe('a management point that goes down', () => {
  it.each(['fcfs', 'ps'])(
    'fails what it works on and what waits (%s), and the rest of it is well afterwards',
    (discipline) => {
      const model = rush(12, { workers: 4, discipline }, {}, [
        down(1, '11.5s', '1min'),
        tell('policy', '2min'),
      ]);
      const served = discipline === 'fcfs' ? 4 : 0;
      expect(policy(model)).toMatchObject({
        completed: served + 12,
        failed: { 'management-point-down': 12 - served },
      });
      const system = start(model, 600);
      expect(system.requests.active).toBe(0);
      for (const resource of system.registry.resources)
        expect([resource.name, resource.totals().inProgress]).toEqual([resource.name, 0]);
    },
  );

  it('tells the clients after the way back', () => {
    const model = createModel({
      connectionPoints: { rtt: '20ms' },
      site: { managementPoints: { rtt: '2ms' } },
      clients: [
        people({
          access: { rtt: '31.25ms' },
          retry: { attempts: 2, backoff: '10s', jitter: 0 },
          activities: { policy: { service: '1s' } },
        }),
      ],
      events: [tell('policy', '10s'), down(1, '10.5s', '5s')],
    });
    const { latency, stages } = policy(model);
    const back = (0.002 + 0.02 + 0.03125) / 2;
    expect(stages.retry!.mean).toBeCloseTo(0.5 + back + 10, 9);
    expect(latency.count).toBe(1);
  });
});
