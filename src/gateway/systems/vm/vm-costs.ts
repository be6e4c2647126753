import type { Distribution } from '../../../engine/index.js';
import type { GatewayModel } from '../../../model/schema.js';
import type { Context } from '../../request/context.js';

/** CPU seconds that the instances of a gateway spend. */
export class VmCosts {
  readonly fullHandshake: Distribution;
  readonly resumedHandshake: Distribution;
  readonly certificateCheck: Distribution;
  readonly tokenCheck: Distribution;
  readonly request: Distribution;
  readonly reply: Distribution;

  constructor({ draws }: Context, { vm }: GatewayModel) {
    this.fullHandshake = draws.distribution(vm.fullHandshake);
    this.resumedHandshake = draws.distribution(vm.resumedHandshake);
    this.certificateCheck = draws.distribution(vm.certificateCheck);
    this.tokenCheck = draws.distribution(vm.tokenCheck);
    this.request = draws.distribution(vm.request);
    this.reply = draws.distribution(vm.reply);
  }
}
