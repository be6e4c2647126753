import type { Int32Column } from '../workload/client-records.js';
import type { ClientTable } from '../workload/client-table.js';
import { NONE } from './requests.js';

/**
 * Whose turn it is when a client has several downloads: BITS gives jobs of one priority turns, range by range, so that
 * together they never exceed the client's access. Nobody has a turn while the client is offline.
 */
export class DownloadTurns {
  /** The download that has its client's turn. */
  private readonly holder: Int32Column;
  /** Downloads that wait for a turn, longest first, of those clients that have any. */
  private readonly waiting = new Map<number, number[]>();

  constructor(
    private readonly clients: ClientTable,
    private readonly begin: (download: number, client: number) => void,
  ) {
    this.holder = clients.records.int32(NONE);
  }

  /** Begins now, or when the client's other downloads have had their turns and it is online. */
  ask(client: number, download: number): void {
    if (this.holder.get(client) === NONE && this.clients.online.get(client) === 1) {
      this.holder.set(client, download);
      return this.begin(download, client);
    }
    const waiting = this.waiting.get(client);
    if (waiting === undefined) this.waiting.set(client, [download]);
    else waiting.push(download);
  }

  /** The client's present turn has ended. */
  end(client: number): void {
    this.holder.set(client, NONE);
    this.next(client);
  }

  /** A client has come online: its downloads go on. */
  resume(client: number): void {
    if (this.holder.get(client) === NONE) this.next(client);
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
