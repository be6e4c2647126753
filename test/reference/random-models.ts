import { RandomStream } from '../../src/engine/random-stream.js';
import type { Model, RequestClass } from '../../src/model/schema.js';
import { createModel, type ModelChange, people } from '../gateway/model-builder.js';

type Activity = Exclude<RequestClass, 'content-location'>;
const ACTIVITIES: readonly Activity[] = [
  'policy',
  'state',
  'notification',
  'heartbeat',
  'compliance',
  'update-scan',
  'token',
];

/** What is chosen by chance, from one seed. */
class Chance {
  private readonly stream: RandomStream;

  constructor(seed: string) {
    this.stream = new RandomStream(seed);
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.stream.uniform();
  }

  /** A whole number, both ends included. */
  whole(low: number, high: number): number {
    return low + this.stream.integer(high - low + 1);
  }

  isSo(share: number): boolean {
    return this.stream.uniform() < share;
  }

  oneOf<T>(all: readonly T[]): T {
    return all[this.stream.integer(all.length)]!;
  }

  /** A time with this mean, in seconds: constant, or of some distribution. */
  time(mean: number): Time {
    const value = `${mean}s` as const;
    switch (this.whole(0, 3)) {
      case 0:
        return value;
      case 1:
        return { exponential: value };
      case 2:
        return { lognormal: { mean: value, cv: this.between(0.3, 2) } };
      default:
        return { uniform: { min: `${mean * 0.5}s`, max: `${mean * 1.5}s` } };
    }
  }

  size(mean: number): Size {
    const value = `${mean}B` as const;
    return this.isSo(0.5) ? { exponential: value } : { lognormal: { mean: value, cv: this.between(0.3, 2) } };
  }
}

type Seconds = `${number}s`;
type Bytes = `${number}B`;
type Time =
  | Seconds
  | { exponential: Seconds }
  | { lognormal: { mean: Seconds; cv: number } }
  | { uniform: { min: Seconds; max: Seconds } };
type Size = { exponential: Bytes } | { lognormal: { mean: Bytes; cv: number } };

/** A model by its number: everything that it has is chosen by chance, and continuous, so that nothing happens at the same time. */
export function randomModel(number: number): Model {
  const chance = new Chance(`random model ${number}`);
  const rate = chance.between(3, 12);
  const deployment = chance.oneOf(['scale-set', 'classic'] as const);
  const instances = chance.whole(1, 3);
  const points = chance.whole(1, 3);
  return createModel({
    simulation: { duration: '100s' },
    gateway: { deployment, instances, vm: vmOf(chance, rate / instances) },
    loadBalancer: { idleTimeout: `${chance.between(5, 60)}s`, tcpReset: chance.isSo(0.5) },
    connectionPoints: pointsOf(chance, points, rate / points, rate / points / instances),
    site: {
      managementPoints: siteOf(chance, chance.whole(1, 3)),
      updatePoints: siteOf(chance, chance.whole(1, 2)),
    },
    clients: populationsOf(chance, rate),
  });
}

const disciplineOf = (chance: Chance): 'ps' | 'fcfs' => (chance.isSo(0.25) ? 'ps' : 'fcfs');

/** How busy something is. */
const load = (chance: Chance): number => chance.between(0.1, 0.98);

function vmOf(chance: Chance, rate: number): NonNullable<NonNullable<ModelChange['gateway']>['vm']> {
  const cores = chance.whole(1, 3);
  const seconds = (load(chance) * cores) / rate;
  return {
    cores,
    discipline: disciplineOf(chance),
    request: chance.time(0.4 * seconds),
    reply: chance.time(0.3 * seconds),
    perKiB: `${(0.1 * seconds) / 10}s`,
    fullHandshake: chance.time(0.2 * seconds),
    resumedHandshake: chance.time(0.05 * seconds),
    certificateCheck: chance.time(0.05 * seconds),
    tokenCheck: chance.time(0.05 * seconds),
    sessionLifetime: `${chance.between(10, 100)}s`,
    nic: `${(rate * 16e3 * 8) / load(chance)}bps`,
  };
}

/** @param rate of one connection point @param channelRate of one channel */
function pointsOf(
  chance: Chance,
  count: number,
  rate: number,
  channelRate: number,
): ModelChange['connectionPoints'] {
  const cores = chance.whole(1, 3);
  const seconds = (load(chance) * cores) / rate;
  const connections = chance.whole(1, 4);
  // A connection is held for about a round trip, or two and the time at the site.
  const roundTrip = Math.min(0.2, (load(chance) * connections) / channelRate / 3);
  return {
    count,
    cores,
    request: chance.time(0.4 * seconds),
    reply: chance.time(0.4 * seconds),
    perKiB: `${(0.1 * seconds) / 8}s`,
    nic: `${(rate * 8e3 * 8) / load(chance)}bps`,
    rtt: chance.time(roundTrip),
    channel: {
      connections,
      repoll: chance.oneOf(['early', 'late'] as const),
      overhead: chance.time(chance.between(0, 0.1) * roundTrip),
      initialWindow: chance.whole(1, 10),
      maximumWindow: `${chance.between(4, 100)}KiB`,
      idleReset: `${chance.between(0.2, 5)}s`,
    },
  };
}

const siteOf = (chance: Chance, count: number) => ({
  count,
  workers: chance.whole(1, 4),
  discipline: disciplineOf(chance),
  rtt: chance.time(chance.between(0.0005, 0.02)),
});

function populationsOf(chance: Chance, rate: number): NonNullable<ModelChange['clients']> {
  const populations = chance.whole(1, 3);
  return Array.from({ length: populations }, (_, index) => {
    const count = chance.whole(5, 120);
    const activities = ACTIVITIES.filter(() => chance.isSo(0.6));
    const each = rate / populations / Math.max(1, activities.length);
    return people({
      name: `population ${index + 1}`,
      count,
      authentication: chance.isSo(0.7) ? { certificate: 1 } : { certificate: 0.5, siteToken: 0.5 },
      access: {
        rtt: chance.time(chance.between(0.01, 0.2)),
        bandwidth: [
          { share: 0.3, down: `${chance.between(1, 50)}Mbps`, up: `${chance.between(0.5, 10)}Mbps` },
          { share: 0.7, down: `${chance.between(1, 50)}Mbps`, up: `${chance.between(0.5, 10)}Mbps` },
        ],
      },
      staleConnection: `${chance.between(0, 2)}s`,
      timeout: '1h',
      activities: Object.fromEntries(
        activities.map((name) => [name, activityOf(chance, count / each, rate)]),
      ),
    });
  });
}

/** @param period between two of a client @param rate of all requests */
function activityOf(chance: Chance, period: number, rate: number) {
  const exchanges = chance.isSo(0.2) ? chance.whole(2, 4) : 1;
  const probability = chance.isSo(0.3) ? chance.between(0.2, 0.9) : 1;
  return {
    enabled: true,
    arrivals: chance.oneOf(['periodic', 'poisson'] as const),
    period: `${period * exchanges * probability}s` as const,
    spread: chance.isSo(0.2) ? (`${chance.between(0, 0.5) * period}s` as const) : 0,
    probability,
    exchanges,
    request: chance.size(chance.between(200, 20e3)),
    reply: chance.size(chance.between(200, 20e3)),
    service: chance.time(load(chance) / rate),
  };
}
