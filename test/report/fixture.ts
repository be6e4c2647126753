import seedrandom from 'seedrandom';
import type {
  ChannelObservation,
  ClassObservation,
  DurationObservation,
  EndedObservation,
  Observation,
  ResourceObservation,
} from '../../src/gateway/simulation/observation.js';
import { LogHistogram } from '../../src/measure/histogram.js';
import { isNever, supportsQuantile } from '../../src/measure/quantile.js';
import type { BilledVolumes } from '../../src/study/money/bill.js';
import type { Prices } from '../../src/study/money/prices.js';
import { type RunContext, summarise } from '../../src/study/summary/summarise.js';
import type { Summary } from '../../src/study/summary/summary.js';

/** What a made-up replication is like; everything else follows from it. */
export interface Scene {
  readonly replication?: number;
  readonly clients?: number;
  readonly instances?: number;
  readonly connectionPoints?: number;
  readonly gateways?: number;
  readonly vmSize?: string;
  readonly durationSeconds?: number;
  /** Busy share of the CPU of each instance. */
  readonly cpu?: number;
  /** Multiplies every duration. */
  readonly slowness?: number;
  readonly failed?: Readonly<Record<string, number>>;
  readonly downloads?: number;
  /** Channels that differ from "up over HTTPS". */
  readonly channel?: (vm: number, connectionPoint: number) => Partial<ChannelObservation>;
  /** Mean queue of an instance's CPU in interval `index` of `count`. */
  readonly queue?: (index: number, count: number) => number;
  readonly portsRefused?: number;
  readonly saturated?: Observation['saturated'];
  readonly outages?: Observation['outages'];
  /** Minutes in which the failures happen, evenly; all when left out. */
  readonly failedMinutes?: readonly [first: number, last: number];
  readonly clientCounts?: Observation['clients'];
  /** By class and limit in seconds: the share of the answered that was answered within it. */
  readonly within?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const INTERVAL = 60;
/** Requests per client and hour, mean latency in seconds, bytes up and down. */
const CLASSES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  policy: [1, 0.182, 2000, 58_000],
  notification: [12, 0.094, 1297, 358],
  state: [0.84, 0.171, 9500, 500],
  'hardware-inventory': [1 / 168, 1.31, 1.2e6, 1000],
  'update-scan': [10 / 168, 0.62, 2000, 500_000],
  location: [1 / 24, 0.147, 2000, 4000],
  token: [1 / 720, 0.402, 1974, 1566],
};
/** Share of the mean latency spent in each stage. */
const STAGES: Readonly<Record<string, number>> = {
  resolve: 0.03,
  connect: 0.31,
  authenticate: 0.05,
  'vm-in': 0.04,
  'wait-for-channel': 0.07,
  'channel-up': 0.16,
  'connection-point': 0.03,
  'management-point': 0.19,
  'channel-down': 0.09,
  'vm-out': 0.03,
};

/** A replication as a gateway would observe it: consistent figures with a few percent of noise. */
export function observation(scene: Scene = {}): Observation {
  const settings = {
    replication: 0,
    clients: 12_000,
    instances: 2,
    connectionPoints: 2,
    gateways: 1,
    ...scene,
  };
  const {
    replication,
    clients,
    durationSeconds = 8 * 3600,
    cpu = 0.24,
    slowness = 1,
    downloads = 0,
  } = settings;
  const random = seedrandom(`fixture ${replication}`);
  const noisy = (value: number, noise = 0.03) => value * (1 + noise * (2 * random() - 1));
  const hours = durationSeconds / 3600;
  const requests = Object.fromEntries(
    Object.entries(CLASSES).map(([name, figures]) => [
      name,
      classObservation(
        figures,
        clients * hours,
        slowness,
        name === 'policy' ? (scene.failed ?? {}) : {},
        scene.within?.[name] ?? {},
        noisy,
      ),
    ]),
  );
  const vms = numbered(settings.gateways).flatMap((gateway) =>
    numbered(settings.instances).map((vm) => ({
      gateway: `cmg${gateway}`,
      vm: `cmg${gateway}/vm/${vm}`,
      number: vm,
    })),
  );
  const points = numbered(settings.connectionPoints).map((number) => ({ name: `cp${number}`, number }));
  const starts = Array.from(
    { length: Math.ceil(durationSeconds / INTERVAL) },
    (_, index) => index * INTERVAL,
  );
  const resources: Record<string, ResourceObservation> = {};
  const series: Observation['intervals']['resources'] = {};
  const add = (
    id: string,
    kind: string,
    servers: number,
    utilisation: number,
    extra: Partial<ResourceObservation> = {},
  ) => {
    const busy = Math.min(1, noisy(utilisation, 0.02));
    resources[id] = resource(kind, servers, busy, extra);
    (series as Record<string, unknown>)[id] = {
      utilisation: starts.map(() => Math.min(1, busy)),
      meanQueue: starts.map((_, index) => scene.queue?.(index, starts.length) ?? busy * 0.02),
    };
  };
  for (const { vm } of vms) {
    add(`${vm}/cpu`, 'vm-cpu', 2, cpu);
    add(`${vm}/nic`, 'vm-nic', 1, cpu * 0.12);
  }
  for (const { name } of points) {
    const refused = name === 'cp1' ? (scene.portsRefused ?? 0) : 0;
    const held = refused > 0 ? 0.97 : Math.min(1, clients / points.length / 16_384);
    add(`${name}/cpu`, 'cp-cpu', 4, cpu * 0.6);
    add(`${name}/ports`, 'cp-ports', 16_384, held, { refused, arrivals: 16_400 });
  }
  add('mp1', 'management-point', 16, cpu * 0.9);
  const done = Object.values(requests).reduce((sum, one) => sum + one.completed, 0);
  const channels = vms.flatMap(({ gateway, vm, number }) =>
    points.map(
      ({ name, number: point }): ChannelObservation => ({
        gateway,
        connectionPoint: name,
        vm,
        protocol: 'https',
        port: settings.instances === 1 ? 443 : 10_123 + number,
        state: 'up',
        availability: 1,
        rebuilds: 0,
        messages: Math.round(noisy(480_000)),
        reason: null,
        ...scene.channel?.(number, point),
      }),
    ),
  );
  const minutes = Math.ceil(durationSeconds / 60);
  const refusing = {
    fromMinute: 0,
    toMinute: minutes - 1,
    lastGrowth: minutes - 1,
    drained: false,
    refused: scene.portsRefused ?? 0,
    longestQueue: 0,
  };
  return {
    replication,
    startSeconds: 8 * 3600,
    durationSeconds,
    warmupSeconds: 1800,
    intervalSeconds: INTERVAL,
    requests,
    content: {
      downloads,
      completed: downloads,
      failed: {},
      failedAt: {},
      inFlight: 0,
      throttled: 0,
      bytes: downloads * 100e6,
      secondsToDownload: durations(downloads, 38 * slowness, noisy),
      stages: downloads === 0 ? {} : { locate: { mean: 0.4, p95: 0.9 }, download: { mean: 37.6, p95: 61 } },
    },
    populations: {
      everyone: {
        clients,
        ended: Object.fromEntries(
          Object.entries(requests).map(([name, one]) => [name, ended(one, minutes, scene.failedMinutes)]),
        ),
      },
    },
    clients: scene.clientCounts ?? { online: clients, someUnanswered: 0, noneAnswered: 0 },
    saturated: scene.saturated ?? (refusing.refused > 0 ? { 'cp1/ports': [refusing] } : {}),
    outages: scene.outages ?? [],
    resources,
    channels,
    instances: vms.map(({ gateway, vm }) => {
      const maxClients = Math.round(noisy(clients / vms.length, 0.02));
      return {
        gateway,
        vm,
        size: scene.vmSize ?? 'A2_v2',
        cpu: Math.min(1, noisy(cpu, 0.02)),
        nic: noisy(cpu * 0.12, 0.02),
        maxClients,
        clientLimit: 6000,
        support: maxClients > 6000 ? ('over' as const) : ('supported' as const),
        requests: Math.round(done / vms.length),
        failed: channels.some((one) => one.vm === vm && one.availability > 0)
          ? 0
          : Math.round(done / vms.length),
        credits: scene.vmSize === 'B2s' ? noisy(42) : null,
      };
    }),
    connectionPoints: points.map(({ name }) => {
      const held = Math.min(16_384, Math.round(noisy(clients / points.length, 0.01)));
      return { name, cpu: cpu * 0.6, portsHeld: held, maxPortsHeld: held, ports: 16_384, requests: 500_000 };
    }),
    siteSystems: [
      {
        name: 'mp1',
        kind: 'management-point',
        workers: Math.min(1, cpu * 0.9),
        clients,
        clientLimit: 25_000,
        support: clients > 25_000 ? 'over' : 'supported',
        requests: 1_000_000,
      },
    ],
    volumes: {
      gateways: [
        {
          name: 'cmg',
          egressBytes: noisy(clients * 137_000 * hours),
          ingressBytes: noisy(clients * 63_000 * hours),
          logBytes: vms.length * 1e6 * hours,
        },
      ],
      storages: [{ name: 'cmg', egressBytes: downloads * 100e6, storedBytes: 100e6, reads: downloads * 24 }],
      instanceHours: { [scene.vmSize ?? 'A2_v2']: vms.length * hours },
      clients,
    },
    intervals: {
      startSeconds: starts,
      completedRequests: starts.map(() => Math.round(noisy(clients * 0.232, 0.1))),
      bytes: starts.map(() => noisy(clients * 16_000, 0.15)),
      meanLatencySeconds: starts.map(() => noisy(0.11 * slowness)),
      resources: series,
    },
    violations: [],
    events: 21_000_000,
  };
}

/** The list prices of domain-facts 10. */
export const PRICES: Prices = {
  list: 'built-in',
  note: null,
  currency: 'USD',
  date: '2026-05',
  region: 'eastus',
  discount: 0,
  vmHour: { A2_v2: 0.136, A4_v2: 0.286, B2s: 0.0496 },
  hoursPerMonth: 730,
  egress: [
    { upTo: 100e9, perGB: 0 },
    { upTo: 10e12, perGB: 0.087 },
    { upTo: 50e12, perGB: 0.083 },
    { upTo: 150e12, perGB: 0.07 },
    { perGB: 0.05 },
  ],
  storagePerGBMonth: 0.018,
  readsPer10000: 0.0044,
  publicAddressHour: 0.005,
  loadBalancerHour: 0.025,
  loadBalancerPerGB: 0.005,
};

/** What a month of a scene is expected to use. */
function monthOf({
  clients = 12_000,
  instances = 2,
  gateways = 1,
  vmSize = 'A2_v2',
  downloads = 0,
}: Scene): BilledVolumes {
  const vms = instances * gateways;
  return {
    gateways: [
      { name: 'cmg', egressBytes: clients * 50e6, ingressBytes: clients * 50e6, logBytes: vms * 730e6 },
    ],
    storages: [{ name: 'cmg', egressBytes: downloads * 100e6, storedBytes: 100e6, reads: downloads * 24 }],
    instanceHours: { [vmSize]: vms * 730 },
    hours: 730,
    clients,
  };
}

export const CONTEXT: RunContext = {
  cmgsim: '0.1.0',
  model: { name: 'fabrikam', sha256: 'a3'.repeat(32), overrides: [] },
  seed: 1,
  replicationsPlanned: 1,
  warmupMethod: 'stated',
  precision: null,
  prices: PRICES,
  month: monthOf({}),
  notes: [],
  remote: null,
  availability: 'A2_v2 in westeurope: availability not checked',
  objective: {},
};

/** The summary of one scene, or of several replications of it. */
export function summary(scene: Scene = {}, replications = 1, context: Partial<RunContext> = {}): Summary {
  const observations = Array.from({ length: replications }, (_, replication) =>
    observation({ ...scene, replication }),
  );
  return summarise(observations, {
    ...CONTEXT,
    month: monthOf(scene),
    replicationsPlanned: replications,
    ...context,
  });
}

type Noise = (value: number, noise?: number) => number;

function classObservation(
  [perHour, mean, up, down]: readonly [number, number, number, number],
  clientHours: number,
  slowness: number,
  failed: Readonly<Record<string, number>>,
  within: Readonly<Record<string, number>>,
  noisy: Noise,
): ClassObservation {
  const offered = Math.round(noisy(perHour * clientHours, 0.01));
  const lost = Object.values(failed).reduce((sum, one) => sum + one, 0);
  const inFlight = Math.min(offered - lost, Math.round((offered / 28_800) * mean * slowness));
  const completed = offered - lost - inFlight;
  const latency = durations(completed, mean * slowness, noisy, lost);
  return {
    offered,
    completed,
    failed,
    failedAt: Object.fromEntries(
      Object.entries(failed).map(([cause, number]) => [cause, { 'cmg1/vm/1': number }]),
    ),
    inFlight,
    retried: lost * 2,
    attemptsFailed: Object.fromEntries(Object.entries(failed).map(([cause, number]) => [cause, number * 3])),
    attempts: offered + lost * 2,
    requestBytes: completed * up,
    replyBytes: completed * down,
    maxConcurrent: inFlight * 3 + 1,
    latency,
    within: Object.fromEntries(
      Object.entries(within).map(([limit, share]) => [
        limit,
        Math.round(completed * Math.min(1, noisy(share, 0.002))),
      ]),
    ),
    curve: [50, 90, 95, 99].map((percent) => [percent, (latency.mean ?? 0) * (1 + percent / 100)] as const),
    stages: Object.fromEntries(
      Object.entries(STAGES).map(([name, part]) => [
        name,
        {
          mean: (latency.mean ?? 0) * part,
          p95: supportsQuantile(completed, 0.95) ? (latency.mean ?? 0) * part * 2.5 : null,
        },
      ]),
    ),
  };
}

/** How the requests of a class ended minute by minute. */
function ended(
  { completed, failed }: ClassObservation,
  minutes: number,
  [first, last]: readonly [number, number] = [0, minutes - 1],
): EndedObservation {
  const spread = (total: number, from: number, to: number): number[] =>
    Array.from({ length: minutes }, (_, minute) => {
      if (minute < from || minute > to) return 0;
      const before = (number: number): number => Math.round((total * number) / (to - from + 1));
      return before(minute - from + 1) - before(minute - from);
    });
  const failedByMinute = Object.fromEntries(
    Object.entries(failed).map(([cause, number]) => [cause, spread(number, first, last)]),
  );
  const answered = spread(completed, 0, minutes - 1);
  return {
    answered: completed,
    failed,
    endedByMinute: answered.map((number, minute) =>
      Object.values(failedByMinute).reduce((sum, one) => sum + one[minute]!, number),
    ),
    failedByMinute,
  };
}

function durations(count: number, mean: number, noisy: Noise, unanswered = 0): DurationObservation {
  const quantile = (p: number, factor: number) =>
    supportsQuantile(count, p) && !isNever(count, unanswered, p) ? noisy(mean * factor) : null;
  const sample = new LogHistogram();
  sample.record(Math.max(1e-6, mean));
  const one = sample.data();
  return {
    count,
    unanswered,
    // All answers as slow as the mean: what pools replications asks for no more.
    histogram: {
      ...one,
      rows: count,
      sum: one.sum * count,
      counts: count === 0 ? [] : [[one.counts[0]![0], count]],
    },
    mean: count === 0 ? null : noisy(mean, 0.01),
    p50: quantile(0.5, 0.87),
    p90: quantile(0.9, 1.7),
    p95: quantile(0.95, 2.1),
    p99: quantile(0.99, 3.4),
    p999: quantile(0.999, 6.2),
    max: count === 0 ? null : noisy(mean * 14),
  };
}

function resource(
  kind: string,
  servers: number,
  utilisation: number,
  extra: Partial<ResourceObservation>,
): ResourceObservation {
  return {
    kind,
    servers,
    utilisation,
    meanQueue: utilisation * 0.02,
    maxQueue: 9,
    meanWaitSeconds: 0.0004 * utilisation,
    arrivals: 700_000,
    completions: 699_998,
    refused: 0,
    inProgressAtStart: 1,
    inProgressAtEnd: 3,
    ...extra,
  };
}

const numbered = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
