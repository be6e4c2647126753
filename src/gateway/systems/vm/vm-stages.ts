import type { Context } from '../../request/context.js';
import { type ById, NONE, type RequestId, type VmId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import type { Vm } from './vm.js';

/** The request's visit to its instance on the way to the site, or to ask for content. */
export class VmRequestStage implements Stage {
  constructor(
    private readonly context: Context,
    private readonly vms: ById<VmId, Vm>,
    readonly name: string,
  ) {}

  enter(request: RequestId): void {
    const { requests } = this.context;
    const token = !requests.isCertified(request);
    this.vms[requests.vm(request)].enterRequest(request, token);
  }
}

/** The reply's visit to its instance on the way to the client. */
export class VmReplyStage implements Stage {
  readonly name = 'vm-reply';

  constructor(
    private readonly context: Context,
    private readonly vms: ById<VmId, Vm>,
  ) {}

  enter(request: RequestId): void {
    const { requests } = this.context;
    // The channel is behind it: its loss no longer touches the request.
    requests.setChannel(request, NONE);
    this.vms[requests.vm(request)].enterReply(request);
  }
}
