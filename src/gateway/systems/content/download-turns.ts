import {
  type ClientAttributes,
  type ClientColumn,
  type ClientId,
  NONE,
  type RequestId,
} from '../../request/ids.js';

/**
 * Whose turn it is when a client has several downloads: BITS gives jobs of one priority turns, range by range, so that
 * together they never exceed the client's access. Nobody has a turn while the client is offline.
 */
export class DownloadTurns {
  /** The download that has its client's turn. */
  private readonly holder: ClientColumn<RequestId>;
  /** Downloads that wait for a turn, longest first, of those clients that have any. */
  private readonly waiting = new Map<ClientId, RequestId[]>();

  constructor(
    private readonly clients: ClientAttributes,
    private readonly begin: (download: RequestId, client: ClientId) => void,
  ) {
    this.holder = clients.records.int32<RequestId>(NONE);
  }

  /** Begins now, or when the client's other downloads have had their turns and it is online. */
  ask(client: ClientId, download: RequestId): void {
    if (this.holder.get(client) === NONE && this.clients.online.get(client) === 1) {
      this.holder.set(client, download);
      return this.begin(download, client);
    }
    const waiting = this.waiting.get(client);
    if (waiting === undefined) this.waiting.set(client, [download]);
    else waiting.push(download);
  }

  /** The client's present turn has ended. */
  end(client: ClientId): void {
    this.holder.set(client, NONE);
    this.next(client);
  }

  /** A client has come online: its downloads go on. */
  resume(client: ClientId): void {
    if (this.holder.get(client) === NONE) this.next(client);
  }

  private next(client: ClientId): void {
    if (this.waiting.size === 0) return;
    const waiting = this.waiting.get(client);
    if (waiting === undefined || this.clients.online.get(client) === 0) return;
    const download = waiting.shift()!;
    if (waiting.length === 0) this.waiting.delete(client);
    this.ask(client, download);
  }
}
