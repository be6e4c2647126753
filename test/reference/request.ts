import type { RequestClass } from '../../src/model/schema.js';
import type { Channel } from './channel.js';
import type { Client } from './clients.js';
import type { Connection } from './pool.js';
import type { Vm } from './vm.js';

/** What a client asks for, until it is answered or given up. */
export interface Request {
  readonly client: Client;
  readonly requestClass: RequestClass;
  readonly arrival: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Seconds at the site system. */
  readonly service: number;
  readonly exchangesToCome: number;
  attempts: number;
}

/** One attempt of a request. When its client has given it up it goes on, and nobody waits for it. */
export interface Attempt {
  readonly request: Request;
  readonly began: number;
  /** By stage. */
  readonly seconds: Map<string, number>;
  isGivenUp: boolean;
  vm: Vm | null;
  channel: Channel | null;
  connection: Connection | null;
}
