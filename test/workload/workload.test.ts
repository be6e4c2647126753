import { describe, expect, it } from 'vitest';
import { Simulation } from '../../src/engine/index.js';
import { type RequestClass, requestClasses } from '../../src/model/schema.js';
import { CERTIFICATE, ClientTable, ENTRA, SITE_TOKEN } from '../../src/workload/client-table.js';
import { LastAsked } from '../../src/workload/last-asked.js';
import { Workload, type WorkloadSink } from '../../src/workload/workload.js';
import {
  type ActivityChange,
  createModel,
  type ModelChange,
  type PopulationChange,
  people,
} from '../gateway/model-builder.js';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What clients ask for and download, with nobody to answer. */
function watch(clients: readonly PopulationChange[], change: ModelChange = {}, seed: string | number = 1) {
  const simulation = new Simulation({ seed });
  const model = createModel({ ...change, clients: clients.map((one) => people(one)) });
  const table = new ClientTable(simulation, model);
  const asked: { time: number; client: number; requestClass: RequestClass }[] = [];
  const downloads: { time: number; client: number; content: number }[] = [];
  const lastAsked = new LastAsked(table.count);
  const sink: WorkloadSink = {
    ask: (client, index) =>
      asked.push({ time: simulation.now, client, requestClass: requestClasses[index]! }),
    download: (client, content) => downloads.push({ time: simulation.now, client, content }),
    sessionBegan: () => {},
    sessionEnded: () => {},
  };
  const workload = new Workload(simulation, model, table, sink, lastAsked);
  return { simulation, table, workload, asked, downloads, lastAsked };
}

interface Column {
  get(client: number): number;
}

/** What a column holds, client by client. */
const values = (table: ClientTable, column: Column): number[] =>
  Array.from({ length: table.count }, (_, client) => column.get(client));

/** 3.3 standard deviations of a binomial count. */
const margin = (count: number, share: number) => 3.3 * Math.sqrt(count * share * (1 - share));

describe('an activity', () => {
  const policy = (more: ActivityChange = {}): PopulationChange => ({
    activities: { policy: { enabled: true, period: '1h', ...more } },
  });

  it('comes once a period for each client, at phases spread evenly', () => {
    const { simulation, asked } = watch([{ count: 2000, ...policy() }]);
    simulation.run(3 * HOUR);
    expect(asked).toHaveLength(6000);
    const firstQuarter = asked.filter(({ time }) => time % HOUR < HOUR / 4).length / 3;
    expect(Math.abs(firstQuarter - 500)).toBeLessThan(margin(2000, 0.25));
    const times = asked.filter(({ client }) => client === 7).map(({ time }) => time);
    expect(times[1]! - times[0]!).toBeCloseTo(HOUR, 6);
  });

  it('keeps few events pending while many clients wait out its spread', () => {
    const { simulation, asked } = watch([{ count: 5000, ...policy({ spread: '4h' }) }]);
    simulation.run(10 * HOUR);
    // As many are under way at the start as at the end.
    expect(Math.abs(asked.length - 10 * 5000)).toBeLessThan(0.01 * 10 * 5000);
    expect(simulation.pendingEvents).toBeLessThan(40);
  });

  it('may come at random with the same mean rate', () => {
    const { simulation, asked } = watch([{ count: 50, ...policy({ arrivals: 'poisson' }) }]);
    simulation.run(100 * HOUR);
    // A Poisson count has its mean as its variance.
    expect(Math.abs(asked.length - 5000)).toBeLessThan(3.3 * Math.sqrt(5000));
    const one = asked.filter(({ client }) => client === 7).map(({ time }) => time);
    expect(new Set(one.slice(1).map((time, index) => Math.round(time - one[index]!))).size).toBeGreaterThan(
      10,
    );
  });

  it('has something to send in a share of the times due', () => {
    const { simulation, asked } = watch([{ count: 1000, ...policy({ probability: 0.21 }) }]);
    simulation.run(10 * HOUR);
    expect(Math.abs(asked.length - 2100)).toBeLessThan(margin(10_000, 0.21));
  });

  it('is delayed at random within its spread', () => {
    const plain = watch([{ count: 500, ...policy({ period: '1d' }) }]);
    const spread = watch([{ count: 500, ...policy({ period: '1d', spread: '4h' }) }]);
    plain.simulation.run(DAY);
    spread.simulation.run(2 * DAY);
    const due = new Map(plain.asked.map(({ client, time }) => [client, time]));
    const delays = spread.asked.map(({ client, time }) => (time - due.get(client)! + DAY) % DAY);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThanOrEqual(4 * HOUR);
    // Twice each; of those due on the day before, as many are asked for after the start as after the end of those two days.
    expect(Math.abs(delays.length - 1000)).toBeLessThan(margin(500, 4 / 24));
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    // Uniform: standard error 4 h / sqrt(12 n).
    expect(Math.abs(mean - 2 * HOUR)).toBeLessThan((3.3 * 4 * HOUR) / Math.sqrt(12 * delays.length));
  });

  it('of tokens concerns site tokens alone: the others are renewed when they expire', () => {
    const { simulation, asked, table } = watch([
      {
        count: 300,
        authentication: { entra: 0.5, certificate: 0.2, siteToken: 0.3 },
        activities: { token: { enabled: true, period: '30d' } },
      },
    ]);
    simulation.run(30 * DAY);
    expect(asked.every(({ client }) => table.authentication.get(client) === SITE_TOKEN)).toBe(true);
    expect(asked).toHaveLength(
      values(table, table.authentication).filter((one) => one === SITE_TOKEN).length,
    );
  });
});

describe('a client that comes online', () => {
  const office: PopulationChange = {
    count: 20,
    hours: { from: '8h', to: '17h', spread: '0s' },
    startup: ['location', 'policy'],
    activities: {
      location: { enabled: true, period: '1d' },
      policy: { enabled: true, period: '1d' },
      heartbeat: { enabled: true, period: '1d' },
    },
  };

  it('asks what its agent asks at the start, and once for what fell due meanwhile', () => {
    const { simulation, asked } = watch([office]);
    simulation.run(8 * HOUR - 1);
    expect(asked).toEqual([]);
    simulation.run(8 * HOUR + 1);
    const of = (requestClass: RequestClass) =>
      asked.filter((one) => one.requestClass === requestClass).length;
    expect([of('location'), of('policy')]).toEqual([20, 20]);
    // A third of the day has passed: so many heartbeats were due.
    expect(of('heartbeat')).toBeGreaterThan(0);
    expect(of('heartbeat')).toBeLessThan(20);
    simulation.run(DAY + 8 * HOUR - 1);
    const everyone = new Set(
      asked.filter((one) => one.requestClass === 'heartbeat').map(({ client }) => client),
    );
    expect(asked.filter(({ time }) => time >= 17 * HOUR)).toEqual([]);
    expect(everyone.size).toBeLessThanOrEqual(20);
  });

  it('costs next to no event while it is offline, and asks the same', () => {
    const { simulation, asked } = watch([
      { ...office, count: 200, startup: [], activities: { policy: { enabled: true, period: '15min' } } },
    ]);
    simulation.run(8 * HOUR - 1);
    expect(simulation.executedEvents).toBeLessThan(40); // once a period in vain; each client's would be 6400
    simulation.run(8 * HOUR + 1);
    expect(asked.filter(({ time }) => Math.abs(time - 8 * HOUR) < 1e-3).length).toBeGreaterThanOrEqual(200); // all have missed it
    simulation.run(17 * HOUR);
    expect(asked).toHaveLength(200 + 200 * 9 * 4);
    simulation.run(DAY + 8 * HOUR - 1);
    expect(asked).toHaveLength(200 + 200 * 9 * 4);
  });

  it('comes at its own time within the spread', () => {
    const { simulation, table } = watch([
      { ...office, count: 500, hours: { from: '8h', to: '17h', spread: '1h' } },
    ]);
    const online = () => values(table, table.online).reduce((sum, one) => sum + one, 0);
    simulation.run(8 * HOUR);
    expect(online()).toBeLessThan(5);
    simulation.run(8.5 * HOUR);
    expect(Math.abs(online() - 250)).toBeLessThan(margin(500, 0.5));
    simulation.run(9 * HOUR + 1);
    expect(online()).toBe(500);
    simulation.run(18 * HOUR + 1);
    expect(online()).toBe(0);
  });
});

describe('a deployment of content', () => {
  const app = (deployment: object, more: object = {}): ModelChange => ({
    content: [{ name: 'app', size: '1MB', deployments: [{ ...deployment }], ...more }],
  });

  it('is noticed at the next policy, once it is available, and starts within its window', () => {
    const { simulation, workload, downloads } = watch(
      [{ count: 100 }],
      app({ available: '2h', window: '1h' }),
    );
    simulation.run(HOUR);
    for (let client = 0; client < 50; client++) workload.deployments.policyReceived(client);
    simulation.run(3 * HOUR);
    expect(downloads).toEqual([]);
    for (let client = 0; client < 60; client++) workload.deployments.policyReceived(client);
    for (let client = 0; client < 60; client++) workload.deployments.policyReceived(client);
    simulation.run(5 * HOUR);
    expect(downloads.map(({ client }) => client).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 60 }, (_, client) => client),
    );
    const times = downloads.map(({ time }) => time);
    expect([Math.min(...times) >= 3 * HOUR, Math.max(...times) <= 4 * HOUR]).toEqual([true, true]);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(HOUR / 2);
  });

  it.each([
    ['at once', 'at-once' as const],
    ['with their policy', 'policy' as const],
  ])('keeps few events pending for many clients that notice it %s', (_how, notice) => {
    const { simulation, workload, downloads } = watch([{ count: 20_000 }], app({ notice, window: '4h' }));
    simulation.run(1);
    for (let client = 0; client < 20_000; client++) workload.deployments.policyReceived(client);
    expect(simulation.pendingEvents).toBeLessThan(40);
    simulation.run(5 * HOUR);
    expect(downloads).toHaveLength(20_000);
  });

  it('goes to a share of the populations that it names', () => {
    const { simulation, downloads } = watch(
      [
        { name: 'one', count: 1000 },
        { name: 'two', count: 1000 },
      ],
      app({ to: ['two'], share: 0.4, notice: 'at-once' }),
    );
    simulation.run(1);
    expect(downloads.every(({ client }) => client >= 1000)).toBe(true);
    expect(Math.abs(downloads.length - 400)).toBeLessThan(margin(1000, 0.4));
  });

  it('of people who start by themselves comes at random, from those that are online', () => {
    const evening = { name: 'evening', count: 500, hours: { from: '18h', to: '22h', spread: '0s' } } as const;
    const { simulation, downloads } = watch(
      [{ count: 500 }, evening],
      app({}, { deployments: [], onDemand: '1/s' }),
    );
    simulation.run(HOUR);
    // Half of those drawn are offline.
    expect(Math.abs(downloads.length - 1800)).toBeLessThan(3.3 * Math.sqrt(1800));
    expect(downloads.every(({ client }) => client < 500)).toBe(true);
  });
});

describe('the table of clients', () => {
  const mixed: PopulationChange = {
    count: 10_000,
    authentication: { entra: 0.6, certificate: 0.3, siteToken: 0.1 },
    trustsCertificate: 0.8,
    access: {
      rtt: { exponential: '50ms' },
      bandwidth: [
        { share: 0.25, down: '10Mbps', up: '1Mbps' },
        { share: 0.75, down: '50Mbps', up: '10Mbps' },
      ],
    },
  };

  it('has the shares of the model', () => {
    const { table } = watch([mixed]);
    const share = (column: Column, value: number) =>
      values(table, column).filter((one) => one === value).length;
    for (const [authentication, expected] of [
      [ENTRA, 0.6],
      [CERTIFICATE, 0.3],
      [SITE_TOKEN, 0.1],
    ] as const)
      expect(Math.abs(share(table.authentication, authentication) - expected * 1e4)).toBeLessThan(
        margin(10_000, expected),
      );
    expect(Math.abs(share(table.accessClass, 0) - 2500)).toBeLessThan(margin(10_000, 0.25));
    expect(Math.abs(share(table.trustsCertificate, 1) - 8000)).toBeLessThan(margin(10_000, 0.8));
    const mean = values(table, table.rtt).reduce((sum, rtt) => sum + rtt, 0) / 10_000;
    expect(Math.abs(mean - 0.05)).toBeLessThan((3.3 * 0.05) / 100);
  });

  it('tells apart more access classes than a byte can number', () => {
    const bandwidth = Array.from({ length: 2 }, () => ({ share: 0.5, down: '1Mbps', up: '1Mbps' }) as const);
    const last = [{ share: 1, down: '7Mbps', up: '7Mbps' } as const];
    const populations = Array.from({ length: 200 }, (_, index) => ({
      name: `p${index}`,
      access: { bandwidth: index === 199 ? last : bandwidth },
    }));
    const { table } = watch(populations);
    expect(table.downBitsPerSecond[table.accessClass.get(199)]).toBe(7e6);
  });

  it('draws each attribute from a stream of its own: a change of one shifts no other', () => {
    const { table } = watch([mixed]);
    const { table: other } = watch([{ ...mixed, authentication: { entra: 1 }, trustsCertificate: 0.1 }]);
    expect(values(other, other.rtt)).toEqual(values(table, table.rtt));
    expect(values(other, other.accessClass)).toEqual(values(table, table.accessClass));
    expect(values(other, other.authentication)).not.toEqual(values(table, table.authentication));
  });
});

describe('a notification to very many clients', () => {
  it('keeps few events pending, and reaches all within its time', () => {
    const { simulation, workload, asked } = watch([{ count: 20_000 }]);
    simulation.run(HOUR);
    const before = simulation.pendingEvents;
    workload.notify({ event: 'notify', at: HOUR, activity: 'policy', share: 1, within: HOUR });
    expect(simulation.pendingEvents - before).toBeLessThan(40);
    simulation.run(2 * HOUR);
    expect(asked).toHaveLength(20_000);
    expect(simulation.pendingEvents).toBe(before);
  });
});
