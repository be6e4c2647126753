import type { Model, PopulationModel } from '../../src/model/schema.js';
import type { Kernel } from './kernel.js';
import type { Vm } from './vm.js';

/** What a client has of its own: drawn once, for the whole simulation. */
export interface Client {
  readonly number: number;
  readonly population: PopulationModel;
  readonly rtt: number;
  readonly down: number;
  readonly up: number;
  readonly authentication: 'entra' | 'certificate' | 'siteToken';
  /** How much later its hours begin and end. */
  readonly shift: number;
  isOnline: boolean;
  /** Seconds since it last asked for anything before the start, and for a notification; Infinity: not since it came online. */
  readonly askedAgo: { anything: number; notification: number };
  readonly connection: ClientConnection;
}

/** The client's connection to an instance, and the one before. */
export interface ClientConnection {
  vm: Vm | null;
  /** Counts restarts of the instance: a connection of an earlier life is gone. */
  life: number;
  lastUse: number;
}

/** In the order of the populations in the model. */
export function createClients(kernel: Kernel, model: Model): Client[] {
  const clients: Client[] = [];
  for (const population of model.clients) {
    const { authentication, access, hours } = population;
    const name = `clients/${population.name}`;
    const rtt = kernel.draws(`${name}/rtt`, access.rtt);
    for (let index = 0; index < population.count; index++) {
      const { down, up } = pick(access.bandwidth, kernel.stream(`${name}/access`).uniform());
      const kinds = (['entra', 'certificate', 'siteToken'] as const).map((kind) => ({
        kind,
        share: authentication[kind],
      }));
      clients.push({
        number: clients.length,
        population,
        rtt: Math.fround(rtt()), // single precision, as the guide says
        down,
        up,
        authentication: pick(kinds, kernel.stream(`${name}/authentication`).uniform()).kind,
        shift: hours.spread * kernel.stream(`${name}/shift`).uniform(),
        isOnline: true,
        askedAgo: { anything: Number.POSITIVE_INFINITY, notification: Number.POSITIVE_INFINITY },
        connection: { vm: null, life: 0, lastUse: Number.NEGATIVE_INFINITY },
      });
    }
  }
  return clients;
}

/** The one under whose share a uniform number falls. */
function pick<T extends { readonly share: number }>(all: readonly T[], uniform: number): T {
  let rest = uniform;
  for (const one of all) {
    rest -= one.share;
    if (rest < 0) return one;
  }
  return all.at(-1)!;
}
