import {
  createDistribution,
  type Distribution,
  type RandomStream,
  type Simulation,
} from '../engine/index.js';
import type { Model, PopulationModel } from '../model/schema.js';
import { ClientRecords, type Float32Column, type Int16Column, type Uint8Column } from './client-records.js';
import { type ClientTask, eachClient } from './each-client.js';

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
  /** Written by `touch`, and never read. */
  private readonly touched: Uint8Column;
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
    this.touched = records.uint8();
    this.shift = new Float32Array(first);
    for (const range of this.populations) this.fill(simulation, range);
  }

  /**
   * The client's record will be needed soon: writes a byte of it that nobody reads, for several clients in a row.
   * notes: clients-touched-ahead
   */
  touch(client: number): void {
    this.touched.set(client, 1);
  }

  /** A number for the public address of a client, which several of a population may share. */
  addressOf(client: number): number {
    const { first, index, model } = this.populations[this.population.get(client)]!;
    return Math.floor((client - first) / model.clientsPerAddress) + index * 0x1000000;
  }

  private fill(simulation: Simulation, range: PopulationRange): void {
    const task = new Attributes(simulation, this, range);
    for (const { down, up } of range.model.access.bandwidth) {
      this.downBitsPerSecond.push(down);
      this.upBitsPerSecond.push(up);
    }
    eachClient(range.first, range.count, task);
  }
}

/** Draws the attributes of a population's clients. */
class Attributes implements ClientTask {
  private readonly population: number;
  private readonly classOffset: number;
  private readonly trustsCertificate: number;
  private readonly spread: number;
  private readonly rtt: Distribution;
  // Typed arrays, notes: one-kind-of-array
  private readonly accessShares: Float64Array;
  private readonly authenticationShares: Float64Array;
  private readonly rtts: RandomStream;
  private readonly accesses: RandomStream;
  private readonly authentications: RandomStream;
  private readonly trusts: RandomStream;
  private readonly shifts: RandomStream;

  constructor(
    simulation: Simulation,
    private readonly clients: ClientTable,
    { model, index }: PopulationRange,
  ) {
    const stream = (what: string) => simulation.stream(`clients/${model.name}/${what}`);
    const { entra, certificate, siteToken } = model.authentication;
    this.population = index;
    this.classOffset = clients.downBitsPerSecond.length;
    this.trustsCertificate = model.trustsCertificate;
    this.spread = model.hours.spread;
    this.rtt = createDistribution(model.access.rtt);
    this.accessShares = Float64Array.from(model.access.bandwidth, ({ share }) => share);
    this.authenticationShares = Float64Array.of(entra, certificate, siteToken);
    this.rtts = stream('rtt');
    this.accesses = stream('access');
    this.authentications = stream('authentication');
    this.trusts = stream('trust');
    this.shifts = stream('shift');
  }

  run(client: number): void {
    const { clients } = this;
    clients.population.set(client, this.population);
    clients.rtt.set(client, this.rtt.sample(this.rtts));
    clients.accessClass.set(client, this.classOffset + pick(this.accessShares, this.accesses.uniform()));
    clients.authentication.set(client, pick(this.authenticationShares, this.authentications.uniform()));
    clients.trustsCertificate.set(client, this.trusts.uniform() < this.trustsCertificate ? 1 : 0);
    clients.shift[client] = this.spread * this.shifts.uniform();
  }
}

/** The index in `shares` (which add up to 1) under which a uniform number falls. */
function pick(shares: Float64Array, uniform: number): number {
  let rest = uniform;
  for (let index = 0; index < shares.length - 1; index++) {
    rest -= shares[index]!;
    if (rest < 0) return index;
  }
  return shares.length - 1;
}
