import type { PopulationModel } from '../model/schema.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { type ClientTask, eachClient } from './each-client.js';
import { isAlwaysOnline, isOnline, sinceBeginning, sinceEnd, untilBeginning } from './hours.js';

/**
 * Who of a population is online at time 0, and for how long it has been so. A client whose hours begin just then is
 * about to come online, with all that it does at that.
 */
export class Presence implements ClientTask {
  private readonly hours: PopulationModel['hours'];
  private readonly first: number;
  /** By client of the population; null where all have been online for ever. */
  private readonly seconds: Float64Array | null;

  /** @param start seconds since Monday 00:00 UTC at time 0 */
  constructor(
    private readonly clients: ClientTable,
    { model, first, count }: PopulationRange,
    private readonly start: number,
  ) {
    this.hours = model.hours;
    this.first = first;
    this.seconds = isAlwaysOnline(model.hours) ? null : new Float64Array(count);
    eachClient(first, count, this);
  }

  run(client: number): void {
    const { clients, hours, start, seconds } = this;
    if (seconds === null) return clients.online.set(client, 1);
    const shift = clients.shift[client]!;
    const isPresent = isOnline(hours, shift, start) && untilBeginning(hours, shift, start) > 0;
    clients.online.set(client, isPresent ? 1 : 0);
    seconds[client - this.first] = isPresent
      ? sinceBeginning(hours, shift, start)
      : sinceEnd(hours, shift, start);
  }

  /** Seconds for which a client has been online, or offline, at time 0; Infinity where it is always online. */
  since(client: number): number {
    return this.seconds === null ? Number.POSITIVE_INFINITY : this.seconds[client - this.first]!;
  }
}
