import type { VmId } from '../../request/ids.js';

/** Bytes of an instance, at `(vm << 1) | ...`. */
const EGRESS = 0;
const INGRESS = 1;

/** Bytes that left Azure (replies to clients, requests to the site) and entered it through each instance. */
export class VmTraffic {
  private readonly bytes: Float64Array;

  constructor(instances: number) {
    this.bytes = new Float64Array(2 * instances);
  }

  countEgress(vm: VmId, bytes: number): void {
    this.bytes[(vm << 1) | EGRESS] += bytes;
  }

  countIngress(vm: VmId, bytes: number): void {
    this.bytes[(vm << 1) | INGRESS] += bytes;
  }

  egress(vm: VmId): number {
    return this.bytes[(vm << 1) | EGRESS];
  }

  ingress(vm: VmId): number {
    return this.bytes[(vm << 1) | INGRESS];
  }
}
