import type { Draws, Simulation } from '../engine/index.js';
import type { Model } from '../model/schema.js';
import type { ClientTable } from '../workload/client-table.js';
import type { Journey } from './journey.js';
import type { RequestStore } from './requests.js';

/** What every system of the gateway is built from. */
export interface Context {
  readonly simulation: Simulation;
  readonly draws: Draws;
  readonly model: Model;
  readonly clients: ClientTable;
  readonly requests: RequestStore;
  readonly journey: Journey;
  /** Factors that a degraded link puts on round trips and bandwidth; 1 when it is well. */
  readonly links: { clientRtt: number; clientRate: number; channelRtt: number; channelRate: number };
}
