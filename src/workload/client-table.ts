import { createDistribution, type Simulation } from '../engine/index.js';
import type { Model, PopulationModel } from '../model/schema.js';

export const ENTRA = 0;
export const CERTIFICATE = 1;
export const SITE_TOKEN = 2;

/** One population's place in the table: clients `first` to `first + count - 1`. */
export interface PopulationRange {
  readonly model: PopulationModel;
  readonly index: number;
  readonly first: number;
  readonly count: number;
}

/**
 * What does not change about each client, one column an attribute: a million clients cost 15 MB.
 * Every attribute is drawn from a stream of its own, so that a change of one shifts no other.
 */
export class ClientTable {
  readonly populations: readonly PopulationRange[];
  readonly count: number;
  readonly population: Uint8Array;
  /** Round trip to the gateway, seconds. */
  readonly rtt: Float32Array;
  /** Index into `downBitsPerSecond` and `upBitsPerSecond`. */
  readonly accessClass: Uint16Array;
  readonly authentication: Uint8Array;
  readonly trustsCertificate: Uint8Array;
  /** 1 while the client is online. */
  readonly online: Uint8Array;
  /** How much later than its population's hours the client starts and ends its day, seconds. */
  readonly shift: Float32Array;
  readonly downBitsPerSecond: number[] = [];
  readonly upBitsPerSecond: number[] = [];

  constructor(simulation: Simulation, model: Model) {
    let first = 0;
    this.populations = model.clients.map((population, index) => {
      const range = { model: population, index, first, count: population.count };
      first += population.count;
      return range;
    });
    this.count = first;
    this.population = new Uint8Array(first);
    this.rtt = new Float32Array(first);
    this.accessClass = new Uint16Array(first);
    this.authentication = new Uint8Array(first);
    this.trustsCertificate = new Uint8Array(first);
    this.online = new Uint8Array(first);
    this.shift = new Float32Array(first);
    for (const range of this.populations) this.fill(simulation, range);
  }

  private fill(simulation: Simulation, { model, index, first, count }: PopulationRange): void {
    const stream = (what: string) => simulation.stream(`clients/${model.name}/${what}`);
    const rtt = createDistribution(model.access.rtt);
    const streams = {
      rtt: stream('rtt'),
      access: stream('access'),
      authentication: stream('authentication'),
      trust: stream('trust'),
      shift: stream('shift'),
    };
    const classOffset = this.downBitsPerSecond.length;
    for (const { down, up } of model.access.bandwidth) {
      this.downBitsPerSecond.push(down);
      this.upBitsPerSecond.push(up);
    }
    const accessShares = model.access.bandwidth.map((each) => each.share);
    const { entra, certificate, siteToken } = model.authentication;
    const authenticationShares = [entra, certificate, siteToken];
    this.population.fill(index, first, first + count);
    for (let client = first; client < first + count; client++) {
      this.rtt[client] = rtt.sample(streams.rtt);
      this.accessClass[client] = classOffset + pick(accessShares, streams.access.uniform());
      this.authentication[client] = pick(authenticationShares, streams.authentication.uniform());
      this.trustsCertificate[client] = streams.trust.uniform() < model.trustsCertificate ? 1 : 0;
      this.shift[client] = model.hours.spread * streams.shift.uniform();
    }
  }
}

/** The index in `shares` (which add up to 1) under which a uniform number falls. */
function pick(shares: readonly number[], uniform: number): number {
  let rest = uniform;
  for (let index = 0; index < shares.length - 1; index++) {
    rest -= shares[index]!;
    if (rest < 0) return index;
  }
  return shares.length - 1;
}
