import type { Simulation } from '../engine/index.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { CyclicSchedule } from './cyclic-schedule.js';
import { DAY_SECONDS, isAlwaysOnline, isOnline, phaseOfDay, startsToday, untilBeginning } from './hours.js';

/** Seconds by which a session may begin before its time, as schedules round, with room to spare. */
const MARGIN = 0.5;

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

/**
 * Tells of the clients of a population whether they are offline now and stay so until a time; null where all are always
 * online. What falls due until then is missed, and need not be an event.
 */
export function offlineUntil(
  simulation: Simulation,
  { clients, population, start }: Pick<SessionOptions, 'clients' | 'population' | 'start'>,
): ((client: number, time: number) => boolean) | null {
  const { hours } = population.model;
  if (isAlwaysOnline(hours)) return null;
  return (client, time) => {
    if (clients.online.get(client) === 1) return false;
    const { now } = simulation;
    return time + MARGIN < now + untilBeginning(hours, clients.shift[client]!, start + now);
  };
}
