import { Draw } from '../engine/index.js';
import type { Context } from './context.js';
import type { Stage } from './journey.js';
import { CLIENT, TOKEN_UNTIL, VM } from './requests.js';
import type { Vm } from './vm.js';

/** Bytes of the answer that names the blob. */
export const REDIRECT_BYTES = 1024;

/** First step of a download: ask the management point where the content is. */
export class LocateStage implements Stage {
  readonly name = 'locate';

  constructor(
    private readonly context: Context,
    private readonly askForLocation: (request: number) => void,
  ) {}

  enter(request: number): void {
    if (this.context.journey.enters(request)) this.askForLocation(request);
  }
}

/** The answer holds a token for 24 h. Content of a cloud distribution point is not asked for at the gateway. */
export class LocatedStage implements Stage {
  readonly name = 'located';
  private readonly tokenLife: Draw;

  constructor(
    private readonly context: Context,
    private readonly bypassesGateway: (request: number) => boolean,
    private readonly downloadStep: number,
  ) {
    const { simulation, model } = context;
    this.tokenLife = new Draw(simulation, 'entra/content-life', () => model.entra.contentToken);
  }

  enter(request: number): void {
    const { requests, journey, simulation } = this.context;
    if (!journey.enters(request)) return;
    requests.rare[(request >> 4) | TOKEN_UNTIL] = simulation.now + this.tokenLife.next();
    if (this.bypassesGateway(request)) journey.jump(request, this.downloadStep);
    else journey.advance(request);
  }
}

/** The instance answers with the exact place of the blob. */
export class RedirectStage implements Stage {
  readonly name = 'redirect';

  constructor(
    private readonly context: Context,
    private readonly vms: readonly Vm[],
  ) {}

  enter(request: number): void {
    const { requests, clients, journey, links, simulation } = this.context;
    if (!journey.enters(request)) return;
    const vm = this.vms[requests.words[request | VM]!]!;
    vm.egressBytes += REDIRECT_BYTES;
    const sent = vm.nic.send(REDIRECT_BYTES) - simulation.now;
    journey.hand.seconds = sent + (clients.rtt.get(requests.words[request | CLIENT]!) * links.clientRtt) / 2;
    journey.after(request);
  }
}
