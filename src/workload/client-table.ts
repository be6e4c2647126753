import { createDistribution, type Simulation } from '../engine/index.js';
import type { Model, PopulationModel } from '../model/schema.js';
import { ClientRecords, type Float32Column, type Int16Column, type Uint8Column } from './client-records.js';

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
 * What is known about each client. `records` is open to the systems that remember something of each client themselves.
 * Every attribute is drawn from a stream of its own, so that a change of one shifts no other.
 */
export class ClientTable {
  readonly populations: readonly PopulationRange[];
  readonly count: number;
  readonly records: ClientRecords;
  readonly population: Uint8Column;
  /** Number of the gateway that the client uses; the gateways set it. */
  readonly gateway: Uint8Column;
  /** Round trip to the gateway, seconds. */
  readonly rtt: Float32Column;
  /** Index into `downBitsPerSecond` and `upBitsPerSecond`. */
  readonly accessClass: Int16Column;
  readonly authentication: Uint8Column;
  readonly trustsCertificate: Uint8Column;
  /** 1 while the client is online. */
  readonly online: Uint8Column;
  /** How much later than its population's hours the client starts and ends its day, seconds. */
  readonly shift: Float32Array;
  private touched = 0;
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
    const records = new ClientRecords(first);
    this.records = records;
    this.population = records.uint8();
    this.gateway = records.uint8();
    this.rtt = records.float32();
    this.accessClass = records.int16();
    this.authentication = records.uint8();
    this.trustsCertificate = records.uint8();
    this.online = records.uint8();
    this.shift = new Float32Array(first);
    for (const range of this.populations) this.fill(simulation, range);
  }

  /**
   * Reads one byte of a client's record, which is then in the cache. Done for several clients in a row, before they are
   * needed, the cache misses overlap.
   */
  touch(client: number): void {
    this.touched = (this.touched + this.online.get(client)) | 0;
  }

  private fill(simulation: Simulation, { model, index, first, count }: PopulationRange): void {
    const stream = (what: string) => simulation.stream(`clients/${model.name}/${what}`);
    const rtt = createDistribution(model.access.rtt);
    const [rtts, accesses, authentications] = [stream('rtt'), stream('access'), stream('authentication')];
    const [trusts, shifts] = [stream('trust'), stream('shift')];
    const classOffset = this.downBitsPerSecond.length;
    for (const { down, up } of model.access.bandwidth) {
      this.downBitsPerSecond.push(down);
      this.upBitsPerSecond.push(up);
    }
    const accessShares = model.access.bandwidth.map((each) => each.share);
    const { entra, certificate, siteToken } = model.authentication;
    const authenticationShares = [entra, certificate, siteToken];
    for (let client = first; client < first + count; client++) {
      this.population.set(client, index);
      this.rtt.set(client, rtt.sample(rtts));
      this.accessClass.set(client, classOffset + pick(accessShares, accesses.uniform()));
      this.authentication.set(client, pick(authenticationShares, authentications.uniform()));
      this.trustsCertificate.set(client, trusts.uniform() < model.trustsCertificate ? 1 : 0);
      this.shift[client] = model.hours.spread * shifts.uniform();
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
