import type { ClientTable } from '../workload/client-table.js';
import { NONE } from './requests.js';

/**
 * Whose turn it is when a client has several downloads: BITS gives jobs of one priority turns, range by range, so that
 * together they never exceed the client's access. Nobody has a turn while the client is offline.
 */
export class DownloadTurns {
  /** The download that has its client's turn, by client. */
  private readonly holder: Int32Array;
  /** Downloads that wait for a turn, longest first, of those clients that have any. */
  private readonly waiting = new Map<number, number[]>();

  constructor(
    private readonly clients: ClientTable,
    private readonly begin: (download: number) => void,
  ) {
    this.holder = new Int32Array(clients.count).fill(NONE);
  }

  /** Begins now, or when the client's other downloads have had their turns and it is online. */
  ask(client: number, download: number): void {
    if (this.holder[client] === NONE && this.clients.online.get(client) === 1) {
      this.holder[client] = download;
      return this.begin(download);
    }
    const waiting = this.waiting.get(client);
    if (waiting === undefined) this.waiting.set(client, [download]);
    else waiting.push(download);
  }

  /** The client's present turn has ended. */
  end(client: number): void {
    this.holder[client] = NONE;
    this.next(client);
  }

  /** A client has come online: its downloads go on. */
  resume(client: number): void {
    if (this.holder[client] === NONE) this.next(client);
  }

  private next(client: number): void {
    if (this.waiting.size === 0) return;
    const waiting = this.waiting.get(client);
    if (waiting === undefined || this.clients.online.get(client) === 0) return;
    const download = waiting.shift()!;
    if (waiting.length === 0) this.waiting.delete(client);
    this.ask(client, download);
  }
}
