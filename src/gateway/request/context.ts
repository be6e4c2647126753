import type { Draws, Simulation } from '../../engine/index.js';
import type { Model } from '../../model/schema.js';
import type { ClientAttributes } from './ids.js';
import type { Journey } from './journey.js';
import type { RequestStore } from './requests.js';

/** Factors that a degraded link puts on round trips and bandwidth; 1 when it is well. */
export interface Links {
  clientRtt: number;
  clientRate: number;
  channelRtt: number;
  channelRate: number;
}

/** What every system of the gateway is built from. A class, not an object literal: notes: double-fields */
export class Context {
  readonly links: Links = { clientRtt: 1, clientRate: 1, channelRtt: 1, channelRate: 1 };

  constructor(
    readonly simulation: Simulation,
    readonly draws: Draws,
    readonly model: Model,
    readonly clients: ClientAttributes,
    readonly requests: RequestStore,
    readonly journey: Journey,
  ) {}
}
