import { Draw } from '../../../engine/index.js';
import type { Context } from '../../request/context.js';
import type { ById, RequestId, VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { Vm } from '../vm/vm.js';
import { bypassesGateway } from './content-sources.js';

/** Bytes of the answer that names the blob. */
export const REDIRECT_BYTES = 1024;

/** First step of a download: ask the management point where the content is. */
export class LocateStage implements Stage {
  readonly name = 'locate';

  constructor(private readonly askForLocation: (request: RequestId) => void) {}

  enter(request: RequestId): void {
    this.askForLocation(request);
  }
}

/** The answer holds a token for 24 h. Content of a cloud distribution point is not asked for at the gateway. */
export class LocatedStage implements Stage {
  readonly name = 'located';
  private readonly tokenLife: Draw;

  constructor(private readonly context: Context) {
    const { simulation, model } = context;
    this.tokenLife = new Draw(simulation, 'entra/content-life', () => model.entra.contentToken);
  }

  enter(request: RequestId): void {
    const { requests, journey, simulation } = this.context;
    requests.downloads.setTokenUntil(request, simulation.now + this.tokenLife.next());
    if (bypassesGateway(this.context, request)) journey.jump(request, 'blob-download');
    else journey.advance(request);
  }
}

/** The instance answers with the exact place of the blob. */
export class RedirectStage implements Stage {
  readonly name = 'redirect';

  constructor(
    private readonly context: Context,
    private readonly vms: ById<VmId, Vm>,
  ) {}

  enter(request: RequestId): void {
    const { requests, clients, journey, links, simulation } = this.context;
    const vm = this.vms[requests.vm(request)];
    vm.countEgress(REDIRECT_BYTES);
    const sent = vm.nic.send(REDIRECT_BYTES) - simulation.now;
    const half = (clients.rtt.get(requests.client(request)) * links.clientRtt) / 2;
    journey.after(request, sent + half);
  }
}
