import { type Cause, causeId } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { CUT, START } from '../../request/fate.js';
import { NONE, type PathId, type RequestId } from '../../request/ids.js';
import type { Channel } from '../channel/channel.js';
import type { Vm } from '../vm/vm.js';
import type { Attempts } from './attempts.js';

/** What becomes of the requests in an instance, a channel or a site system that is lost. */
export class Losses {
  constructor(
    private readonly context: Context,
    private readonly attempts: Attempts,
  ) {}

  /** An instance stops, and its channels are still there: its connections are reset, and clients hear of it at once. */
  instanceLost(vm: Vm): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (requests.vm(request) !== vm.id) return;
      const left = this.attempts.interrupt(request);
      if (left !== NONE) this.attempts.failed(left, causeId('instance-lost'));
    });
  }

  /**
   * A site system has stopped: the connection point answers those that it worked on.
   * @param seconds until the client of a request hears of it
   */
  siteSystemLost(path: PathId, system: number, cause: Cause, seconds: (request: RequestId) => number): void {
    const { requests, journey } = this.context;
    requests.forEach((request) => {
      if (requests.path(request) !== path || requests.siteSystem(request) !== system) return;
      if (!requests.goesOn(request)) return;
      const left = this.attempts.interrupt(request);
      if (left === NONE) return;
      requests.happens(left, START); // its end is certain, so no time-out is armed
      journey.fail(left, cause, seconds(left));
    });
  }

  /** A channel was lost in the life `epoch`: what is on it is lost, and clients do not know. */
  channelLost(channel: Channel, epoch: number): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (requests.channel(request) !== channel.id || requests.channelEpoch(request) !== epoch) return;
      if (requests.goesOn(request)) requests.happens(request, CUT);
    });
  }
}
