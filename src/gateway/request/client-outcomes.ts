import type { ClientAttributes, ClientColumn, ClientId } from './ids.js';

/** Bits of what a client has met with since the end of the warm-up. */
const ONLINE = 1;
const ANSWERED = 2;
const UNANSWERED = 4;

/** Clients, not requests: no share of requests says that a few clients never get in. */
export interface ClientCounts {
  /** Were online at some time. */
  readonly online: number;
  /** Had a request or download that was never answered. */
  readonly someUnanswered: number;
  /** Had none answered, of those of which one ended. */
  readonly noneAnswered: number;
}

/** Notes of each client whether it was online and what became of its requests and downloads. */
export class ClientOutcomes {
  private readonly met: ClientColumn;

  constructor(private readonly clients: ClientAttributes) {
    this.met = clients.records.uint8();
  }

  cameOnline(client: ClientId): void {
    this.note(client, ONLINE);
  }

  answered(client: ClientId): void {
    this.note(client, ANSWERED);
  }

  failed(client: ClientId): void {
    this.note(client, UNANSWERED);
  }

  /** The warm-up has ended: who is online now counts as online. */
  reset(): void {
    const { clients, met } = this;
    for (let client = 0 as ClientId; client < clients.count; client++)
      met.set(client, clients.online.get(client) === 1 ? ONLINE : 0);
  }

  count(): ClientCounts {
    let online = 0;
    let someUnanswered = 0;
    let noneAnswered = 0;
    for (let client = 0 as ClientId; client < this.clients.count; client++) {
      const met = this.met.get(client);
      // A download can end after its client's last request: who was not seen online asked before the warm-up ended.
      if (met !== 0) online++;
      if ((met & UNANSWERED) === 0) continue;
      someUnanswered++;
      if ((met & ANSWERED) === 0) noneAnswered++;
    }
    return { online, someUnanswered, noneAnswered };
  }

  private note(client: ClientId, bit: number): void {
    const met = this.met.get(client);
    if ((met & bit) === 0) this.met.set(client, met | bit);
  }
}
