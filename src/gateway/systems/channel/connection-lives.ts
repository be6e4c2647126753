import { Arena, type Simulation } from '../../../engine/index.js';
import type { Way } from './transport.js';

/** Figures of a connection: last use, when it was built, after which silence and at which age it is closed. */
const LAST_USE = 0;
const BUILT_AT = 1;
const IDLE_LIMIT = 2;
const AGE_LIMIT = 3;
const WIDTH = 4;

const UNLIMITED = -1;

/**
 * When connections of channels were built and last used, where something on their way closes them for silence or age.
 * Nothing is kept where nothing does. notes: windows-of-connections-that-nothing-closes
 */
export class ConnectionLives {
  private readonly arena = new Arena();
  /** By channel: where its connections stand, or `UNLIMITED`. */
  private readonly places: number[] = [];

  constructor(private readonly simulation: Simulation) {}

  /** Adds a channel, the next number. */
  add(way: Way, connections: number): void {
    this.places.push(way.closesConnections ? this.arena.take(connections * WIDTH) : UNLIMITED);
  }

  /** A connection is built now. */
  begin(channel: number, connection: number, way: Way): void {
    const at = this.placeOf(channel, connection);
    if (at === UNLIMITED) return;
    const { floats } = this.arena;
    floats[at | LAST_USE] = this.simulation.now;
    floats[at | BUILT_AT] = this.simulation.now;
    floats[at | IDLE_LIMIT] = way.idleTimeout();
    floats[at | AGE_LIMIT] = way.lifetime();
  }

  /** A message uses a connection now; whether it finds it closed. */
  use(channel: number, connection: number): boolean {
    const at = this.placeOf(channel, connection);
    if (at === UNLIMITED) return false;
    const { floats } = this.arena;
    const { now } = this.simulation;
    const silent = now - floats[at | LAST_USE];
    const age = now - floats[at | BUILT_AT];
    floats[at | LAST_USE] = now;
    return !(silent < floats[at | IDLE_LIMIT] && age < floats[at | AGE_LIMIT]);
  }

  /** A connection was used at a time that is not in the future. */
  usedAt(channel: number, connection: number, time: number): void {
    const at = this.placeOf(channel, connection);
    if (at === UNLIMITED) return;
    const { floats } = this.arena;
    if (time > floats[at | LAST_USE]) floats[at | LAST_USE] = time;
  }

  private placeOf(channel: number, connection: number): number {
    const place = this.places[channel];
    return place === UNLIMITED ? UNLIMITED : place + connection * WIDTH;
  }
}
