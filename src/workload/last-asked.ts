import { requestClasses } from '../model/schema.js';

const NOTIFICATION = requestClasses.indexOf('notification');

/**
 * When the clients that are online at time 0 last asked before it: seconds ago, Infinity for those that have not since
 * they came online. Of that time there are no requests, only what they left behind: connections, ports, names in caches.
 */
export class LastAsked {
  readonly anything: Float32Array;
  readonly notification: Float32Array;

  constructor(clients: number) {
    this.anything = new Float32Array(clients).fill(Number.POSITIVE_INFINITY);
    this.notification = new Float32Array(clients).fill(Number.POSITIVE_INFINITY);
  }

  note(client: number, requestClass: number, secondsAgo: number): void {
    if (secondsAgo < this.anything[client]!) this.anything[client] = secondsAgo;
    if (requestClass === NOTIFICATION && secondsAgo < this.notification[client]!)
      this.notification[client] = secondsAgo;
  }
}
