import type { RandomStream, Simulation } from '../engine/index.js';
import { occurrencesBefore, repeatSeconds } from '../model/occurs.js';
import { type EventModel, type Model, requestClasses } from '../model/schema.js';
import type { ClientTable, PopulationRange } from './client-table.js';
import { isOnline } from './hours.js';

/** Requests of a notification that came longer ago have left nothing but what deployments remember. */
const LOOK_BACK = repeatSeconds('weekly');

export type Notification = EventModel & { readonly event: 'notify' };

/** Those who were told before time 0 to ask for something, and did so since, or still will. */
interface NotifiedListener {
  delayed(client: number, requestClass: number, seconds: number): void;
  asked(client: number, requestClass: number, secondsAgo: number): void;
}

/** The model's notifications of clients that came before time 0. */
export class NotifiedBefore {
  private readonly past: readonly {
    readonly event: Notification;
    readonly ago: number;
    readonly stream: RandomStream;
  }[];
  /** By client: how long ago it asked for its policy, of those that did so because they were told. */
  private readonly policyAsks = new Map<number, number[]>();

  /** @param longest seconds that matter beside those that requests leave something for */
  constructor(
    simulation: Simulation,
    private readonly model: Model,
    private readonly clients: ClientTable,
    longest: number,
  ) {
    this.past = model.events.flatMap((event, index) => {
      if (event.event !== 'notify') return [];
      const { at, occurs, within } = event;
      const found = occurrencesBefore(
        at,
        occurs,
        model.simulation.start,
        within + Math.max(LOOK_BACK, longest),
      );
      // Draws of their own: those of the simulation stay what they are.
      const stream = simulation.stream(`events/${index}/past`);
      return found.map((ago) => ({ event, ago, stream }));
    });
  }

  /** Each client that was online when it was told asks within a time, if it is online then. */
  tell({ model, first, count }: PopulationRange, listener: NotifiedListener): void {
    const { start } = this.model.simulation;
    for (const { event, ago, stream } of this.past) {
      if ((event.population ?? model.name) !== model.name) continue;
      const requestClass = requestClasses.indexOf(event.activity);
      for (let client = first; client < first + count; client++) {
        const isTold = stream.uniform() < event.share;
        const askedAgo = ago - stream.uniform() * event.within;
        const wasOnline = (seconds: number) =>
          isOnline(model.hours, this.clients.shift[client]!, start - seconds);
        if (!isTold || !wasOnline(ago)) continue;
        if (askedAgo <= 0) listener.delayed(client, requestClass, -askedAgo);
        else if (wasOnline(askedAgo)) {
          listener.asked(client, requestClass, askedAgo);
          if (event.activity === 'policy') this.noteAsk(client, askedAgo);
        }
      }
    }
  }

  /** How long ago a client asked for its policy as it was told to, each time. */
  asksOf(client: number): readonly number[] {
    return this.policyAsks.get(client) ?? [];
  }

  private noteAsk(client: number, secondsAgo: number): void {
    const asks = this.policyAsks.get(client);
    if (asks === undefined) this.policyAsks.set(client, [secondsAgo]);
    else asks.push(secondsAgo);
  }
}
