import type { Simulation } from '../engine/index.js';
import type { PopulationModel } from '../model/schema.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { type CyclicMembers, CyclicSchedule } from './cyclic-schedule.js';
import { DAY_SECONDS, isAlwaysOnline, phaseOfDay, startsToday, untilBeginning } from './hours.js';

/** Seconds by which a session may begin before its time, as schedules round, with room to spare. */
const MARGIN = 0.5;

/** Who hears that clients come and go. */
export interface SessionListener {
  began(population: PopulationRange, client: number): void;
  ended(client: number): void;
}

interface SessionOptions {
  readonly clients: ClientTable;
  readonly population: PopulationRange;
  /** Seconds since Monday 00:00 UTC at time 0. */
  readonly start: number;
  readonly listener: SessionListener;
}

/** Brings the clients of a population online and offline by its hours. */
export function startSessions(simulation: Simulation, options: SessionOptions): void {
  if (isAlwaysOnline(options.population.model.hours)) return;
  new CyclicSchedule(simulation, new DayEnds(simulation, options));
  new CyclicSchedule(simulation, new DayBeginnings(simulation, options));
}

/** A time of day of all clients of a population, each by its own clock. */
abstract class TimeOfDay implements CyclicMembers {
  readonly first: number;
  readonly count: number;
  readonly periodSeconds = DAY_SECONDS;
  protected readonly hours: PopulationModel['hours'];
  protected readonly clients: ClientTable;
  protected readonly population: PopulationRange;
  protected readonly start: number;
  protected readonly listener: SessionListener;

  constructor(
    protected readonly simulation: Simulation,
    private readonly local: number,
    { clients, population, start, listener }: SessionOptions,
  ) {
    this.first = population.first;
    this.count = population.count;
    this.hours = population.model.hours;
    this.clients = clients;
    this.population = population;
    this.start = start;
    this.listener = listener;
  }

  phase(client: number): number {
    return phaseOfDay(this.hours, this.clients.shift[client]!, this.local, this.start);
  }

  abstract due(client: number): void;
}

class DayEnds extends TimeOfDay {
  constructor(simulation: Simulation, options: SessionOptions) {
    super(simulation, options.population.model.hours.to, options);
  }

  due(client: number): void {
    if (this.clients.online.get(client) === 0) return;
    this.clients.online.set(client, 0);
    this.listener.ended(client);
  }
}

class DayBeginnings extends TimeOfDay {
  constructor(simulation: Simulation, options: SessionOptions) {
    super(simulation, options.population.model.hours.from, options);
  }

  due(client: number): void {
    const { clients, hours, start, simulation } = this;
    if (
      clients.online.get(client) === 1 ||
      !startsToday(hours, clients.shift[client]!, start + simulation.now)
    )
      return;
    clients.online.set(client, 1);
    this.listener.began(this.population, client);
  }
}

/** Tells ahead of time which clients of a population will be offline: what falls due then is missed, and need not be an event. */
export class OfflineSpan {
  private readonly hours: PopulationModel['hours'];

  constructor(
    private readonly simulation: Simulation,
    private readonly clients: ClientTable,
    population: PopulationRange,
    private readonly start: number,
  ) {
    this.hours = population.model.hours;
  }

  /** Whether a client is offline now and stays so until a time, the first in an array (see `CyclicMembers`). */
  lasts(client: number, until: Float64Array): boolean {
    const { clients, hours, start } = this;
    if (clients.online.get(client) === 1) return false;
    const { now } = this.simulation;
    return until[0]! + MARGIN < now + untilBeginning(hours, clients.shift[client]!, start + now);
  }
}
