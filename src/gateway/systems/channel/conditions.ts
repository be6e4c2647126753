import type { Draw } from '../../../engine/index.js';
import type { TransportChannel, Way } from './transport.js';

/** What a message needs to know of its channel besides what changes. notes: fields-of-a-class */
export class Conditions {
  readonly way: Way;
  readonly overhead: Draw;
  readonly idleReset: Draw;

  constructor({ way, overhead, idleReset }: TransportChannel) {
    this.way = way;
    this.overhead = overhead;
    this.idleReset = idleReset;
  }
}

/** The conditions of channels, by channel: one object for all that are alike. notes: alike-objects */
export class ConditionsByChannel {
  private readonly all: Conditions[] = [];

  /** Adds those of the next channel. */
  add(channel: TransportChannel): void {
    const alike = this.all.find(
      ({ way, overhead, idleReset }) =>
        way === channel.way && overhead === channel.overhead && idleReset === channel.idleReset,
    );
    this.all.push(alike ?? new Conditions(channel));
  }

  of(channel: number): Conditions {
    return this.all[channel];
  }
}
