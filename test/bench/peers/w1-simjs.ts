import { createRequire } from 'node:module';
import { printReplications } from '../replications.js';

/**
 * W1 in simjs, as its users write it: an M/M/1 queue at load 0.9, two events a customer.
 * Usage: node w1-simjs.js CUSTOMERS REPLICATIONS; prints one JSON object a replication.
 */
interface Entity {
  time(): number;
  setTimer(delay: number): Request;
  useFacility(facility: object, seconds: number): Request;
}
interface Request {
  done(then: () => void): Request;
}
interface Simjs {
  readonly Entity: new () => Entity;
  readonly Facility: new (name: string) => object;
  readonly Random: new (seed: number) => { exponential(rate: number): number };
  readonly Sim: new () => {
    addEntity(entity: new () => Entity, name: string): void;
    simulate(until: number): void;
  };
}

/** The package, which only shows itself to a window. */
function loadSimjs(): Simjs {
  const window: { Sim?: Simjs } = {};
  Object.assign(globalThis, { window });
  createRequire(import.meta.url)('simjs');
  return window.Sim!;
}

const simjs = loadSimjs();

function simulate(customers: number, seed: number): { events: number; mean: number } {
  const random = new simjs.Random(seed);
  const server = new simjs.Facility('server');
  let arrived = 0;
  let total = 0;
  class Source extends simjs.Entity {
    start(): void {
      this.setTimer(random.exponential(0.9)).done(() => this.arrive());
    }

    arrive(): void {
      const arrivedAt = this.time();
      this.useFacility(server, random.exponential(1)).done(() => {
        total += this.time() - arrivedAt;
      });
      if (++arrived < customers) this.start();
    }
  }
  const simulation = new simjs.Sim();
  simulation.addEntity(Source, 'source');
  simulation.simulate(Number.MAX_VALUE);
  return { events: 2 * customers, mean: total / customers };
}

const [customers, replications] = process.argv.slice(2).map(Number);
printReplications(replications!, (replication) => simulate(customers!, replication + 1));
