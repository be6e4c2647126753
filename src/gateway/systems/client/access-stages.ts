import { networkOf } from '../../../model/network/from-model.js';
import { devicesOf, requestOutcome } from '../../../model/network/http.js';
import { requestClasses } from '../../../model/schema.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import type { ById, ClientId, RequestClassId, RequestId, VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import { ColdWindow } from '../channel/congestion-window.js';
import type { Vm } from '../vm/vm.js';

/** By the number of a client's authentication. */
const AUTHENTICATIONS = ['entra', 'certificate', 'site-token'] as const;

/** Which requests devices between a client and the gateway stop. */
export class BlockedRequests {
  /** By population, authentication and request class: why, or null. */
  private readonly causes: readonly (Cause | null)[];

  constructor(private readonly context: Context) {
    const { populations, inspection } = networkOf(context.model);
    this.causes = populations.flatMap((population) => {
      const devices = devicesOf(inspection, population.name);
      return AUTHENTICATIONS.flatMap((authentication) =>
        requestClasses.map((requestClass) => requestOutcome(requestClass, devices, authentication)),
      );
    });
  }

  cause(client: ClientId, requestClass: RequestClassId): Cause | null {
    const { clients } = this.context;
    const row = clients.population.get(client) * AUTHENTICATIONS.length + clients.authentication.get(client);
    return this.causes[row * requestClasses.length + requestClass];
  }
}

/**
 * The request's bytes from client to instance: half a round trip, the bytes at the client's rate, and the further
 * round trips of a congestion window that has just begun (see `ColdWindow`).
 */
export class UploadStage implements Stage {
  readonly name = 'upload';
  private readonly window: ColdWindow;

  constructor(
    private readonly context: Context,
    private readonly blocked: BlockedRequests,
  ) {
    this.window = coldWindow(context);
  }

  enter(request: RequestId): void {
    const { requests, clients, journey } = this.context;
    const cause = this.cause(request);
    if (cause === null) return journey.after(request, this.transferSeconds(request));
    journey.fail(request, cause, clients.rtt.get(requests.client(request)));
  }

  private transferSeconds(request: RequestId): number {
    const { requests, clients, links } = this.context;
    const client = requests.client(request);
    const roundTrip = clients.rtt.get(client) * links.clientRtt;
    const rate = clients.upBitsPerSecond[clients.accessClass.get(client)] * links.clientRate;
    return this.window.transferSeconds(requests.requestBytes(request), roundTrip, rate);
  }

  private cause(request: RequestId): Cause | null {
    const { requests } = this.context;
    return this.blocked.cause(requests.client(request), requests.requestClass(request));
  }
}

/** The reply's bytes from instance to client: its network card, half a round trip, the client's rate, the window. */
export class DownloadStage implements Stage {
  readonly name = 'download';
  private readonly window: ColdWindow;

  constructor(
    private readonly context: Context,
    private readonly vms: ById<VmId, Vm>,
  ) {
    this.window = coldWindow(context);
  }

  enter(request: RequestId): void {
    const { requests, clients, links, journey, simulation } = this.context;
    const client = requests.client(request);
    const bytes = requests.replyBytes(request);
    const vm = this.vms[requests.vm(request)];
    vm.countEgress(bytes);
    const sent = vm.nic.send(bytes) - simulation.now;
    const roundTrip = clients.rtt.get(client) * links.clientRtt;
    const rate = clients.downBitsPerSecond[clients.accessClass.get(client)] * links.clientRate;
    journey.after(request, sent + this.window.transferSeconds(bytes, roundTrip, rate));
  }
}

/** A client's connection begins its window anew at each transfer. */
function coldWindow({ model }: Context): ColdWindow {
  const { segment, initialWindow, maximumWindow } = model.connectionPoints.channel;
  return new ColdWindow({ segmentBytes: segment, initialWindow, maximumWindowBytes: maximumWindow });
}
