import { describe, expect, it } from 'vitest';
import { causeId } from '../../../src/gateway/request/causes.js';
import { Tallies } from '../../../src/gateway/request/tallies.js';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { id } from '../id.js';
import { createModel, people, tell } from '../model-builder.js';

describe('tallies', () => {
  it('count minute by minute how requests end, by class, population and cause', () => {
    const tallies = new Tallies(2, 2);
    const [timeout, port] = [causeId('timeout'), causeId('port-closed')];
    tallies.answered(id(1), 0);
    tallies.endMinute();
    tallies.failed(id(1), 0, port);
    tallies.failed(id(1), 0, timeout);
    tallies.answered(id(1), 0);
    tallies.endMinute();
    tallies.failed(id(1), 0, port);
    tallies.endMinute();
    const { answered, failed, endedByMinute, failedByMinute } = tallies.of(id(1), 0);
    expect([answered, failed[timeout], failed[port]]).toEqual([2, 1, 2]);
    expect(endedByMinute).toEqual([1, 3, 1]);
    expect(new Map(failedByMinute)).toEqual(
      new Map([
        [timeout, [0, 1, 0]],
        [port, [0, 1, 1]],
      ]),
    );
    expect(tallies.of(id(0), 1)).toMatchObject({ answered: 0, endedByMinute: [0, 0, 0] });
    tallies.reset();
    expect(tallies.of(id(1), 0)).toMatchObject({ answered: 0, endedByMinute: [] });
  });
});

describe('what a run tells of populations, minutes and clients', () => {
  const model = createModel({
    simulation: { duration: '5min', warmup: '1min' },
    clients: [
      people({ name: 'a', count: 6, retry: { attempts: 1 } }),
      people({
        name: 'b',
        count: 4,
        retry: { attempts: 1 },
        firewall: { closed: [443] },
        connectTimeout: '2s',
      }),
      people({ name: 'c', count: 5, hours: { from: '12h', to: '13h' } }),
    ],
    events: [tell('policy', '30s'), tell('policy', '130s')],
  });
  const { populations, clients, requests } = simulate(model, { seed: 1, replication: 0 });

  it('is how the requests of each ended, from the end of the warm-up on', () => {
    expect(populations.a!.ended.policy).toMatchObject({
      answered: 6,
      failed: {},
      endedByMinute: [0, 6, 0, 0, 0],
      failedByMinute: {},
    });
    expect(populations.b!.ended.policy).toMatchObject({
      answered: 0,
      failed: { 'port-closed': 4 },
      endedByMinute: [0, 4, 0, 0, 0],
      failedByMinute: { 'port-closed': [0, 4, 0, 0, 0] },
    });
    expect(populations.c).toEqual({ clients: 5, ended: {} });
  });

  it('is at which part they failed', () => {
    expect(requests.policy!.failedAt).toEqual({ 'port-closed': { b: 4 } });
  });

  it('is how many clients were online, how many had something unanswered, and how many had no answer at all', () => {
    expect(clients).toEqual({ online: 10, someUnanswered: 4, noneAnswered: 4 });
  });
});

describe('clients', () => {
  it('count once, however often they fail, and as getting in when one request is answered', () => {
    const down = { event: 'management-point-down', managementPoint: 1, at: '0s', duration: '30s' } as const;
    const model = createModel({
      simulation: { duration: '5min' },
      clients: [people({ name: 'a', count: 7, retry: { attempts: 1 } })],
      events: [down, tell('policy', '10s'), tell('state', '20s'), tell('policy', '60s', { share: 0.5 })],
    });
    const { clients, requests } = simulate(model, { seed: 1, replication: 0 });
    const answered = requests.policy!.completed;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(7);
    expect(clients).toEqual({ online: 7, someUnanswered: 7, noneAnswered: 7 - answered });
  });
});
