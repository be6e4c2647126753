import type { Window } from './window.js';

/** One HTTPS connection of a channel. */
export interface Connection {
  readonly windows: { readonly up: Window; readonly down: Window };
}

/** Connections of a channel; of free ones the one that has been free for longest is taken first. */
export class Pool {
  private readonly free: Connection[];
  private waiting: ((connection: Connection) => void)[] = [];

  constructor(connections: readonly Connection[]) {
    this.free = [...connections];
  }

  take(taken: (connection: Connection) => void): void {
    const connection = this.free.shift();
    if (connection === undefined) this.waiting.push(taken);
    else taken(connection);
  }

  giveBack(connection: Connection): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(connection);
    else next(connection);
  }
}
