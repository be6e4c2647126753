import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { RESUME, WAITING } from '../../request/fate.js';
import { type ClientId, NONE, type RequestId } from '../../request/ids.js';

/** A request that waits, as it was when it began to: its record may be in other use by the time of the answer. */
export interface Waiter {
  readonly request: RequestId;
  readonly generation: number;
}

/** Requests that wait for the answer to another one: for a token of their client, or for the location of their content. */
export class WaitingRequests {
  private readonly forTokens = new Map<ClientId, Waiter[]>();

  constructor(private readonly context: Context) {}

  /** The request waits for a token of its client; returns whether it is the first that does, so that one is to be asked for. */
  waitForToken(client: ClientId, request: RequestId): boolean {
    const waiter = { request, generation: this.context.requests.generation(request) };
    const waiters = this.forTokens.get(client);
    if (waiters === undefined) this.forTokens.set(client, [waiter]);
    else waiters.push(waiter);
    return waiters === undefined;
  }

  /** The client's token has come, or (with a cause) will not come. */
  tokenEnded(client: ClientId, cause?: Cause): void {
    const waiters = this.forTokens.get(client);
    if (waiters === undefined) return;
    this.forTokens.delete(client);
    for (const waiter of waiters) this.goOn(waiter, cause);
  }

  /** The request that waits for this one, null when none does. */
  waiterOf(request: RequestId): Waiter | null {
    const { requests } = this.context;
    const parent = requests.parent(request);
    return parent === NONE ? null : { request: parent, generation: requests.parentGeneration(request) };
  }

  /** What a request waited for has come, or (with a cause) will not come. */
  goOn({ request, generation }: Waiter, cause?: Cause): void {
    const { requests, journey } = this.context;
    if (requests.generation(request) !== generation || requests.fate(request) !== WAITING) return;
    requests.happens(request, RESUME);
    if (cause === undefined) journey.advance(request);
    else journey.fail(request, cause);
  }
}
