import type { Simulation } from '../engine/index.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { CyclicSchedule } from './cyclic-schedule.js';
import { DAY_SECONDS, isAlwaysOnline, isOnline, phaseOfDay, startsToday } from './hours.js';

interface SessionOptions {
  readonly clients: ClientTable;
  readonly population: PopulationRange;
  /** Seconds since Monday 00:00 UTC at time 0. */
  readonly start: number;
  readonly began: (client: number) => void;
  readonly ended: (client: number) => void;
}

/** Brings the clients of a population online and offline by its hours. At time 0 those within their hours are online. */
export function startSessions(simulation: Simulation, options: SessionOptions): void {
  const { clients, population, start, began, ended } = options;
  const { first, count } = population;
  const { hours } = population.model;
  for (let client = first; client < first + count; client++) {
    clients.online.set(client, isOnline(hours, clients.shift[client]!, start) ? 1 : 0);
  }
  if (isAlwaysOnline(hours)) return;
  const daily = (local: number, due: (client: number) => void) =>
    new CyclicSchedule(simulation, {
      first,
      count,
      periodSeconds: DAY_SECONDS,
      phase: (client) => phaseOfDay(hours, clients.shift[client]!, local, start),
      due,
    });
  daily(hours.to, (client) => {
    if (clients.online.get(client) === 0) return;
    clients.online.set(client, 0);
    ended(client);
  });
  daily(hours.from, (client) => {
    if (
      clients.online.get(client) === 1 ||
      !startsToday(hours, clients.shift[client]!, start + simulation.now)
    )
      return;
    clients.online.set(client, 1);
    began(client);
  });
}
