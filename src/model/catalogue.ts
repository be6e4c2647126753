import type { GatewayModel } from './schema.js';

/** CPU credits of a burstable VM; a credit is one core for one minute. */
interface CreditPlan {
  readonly initial: number;
  readonly maximum: number;
  /** Cores that the VM may use for ever; credits accrue and drain around this level. */
  readonly baselineCores: number;
}

/** What an instance of a gateway can do. */
export interface VmCapacity {
  readonly cores: number;
  /** Egress of the network interface; ingress is not limited. */
  readonly nicBitsPerSecond: number;
  /** Documented number of clients online at once: reported as supported or over, never enforced. */
  readonly clientLimit: number;
  readonly credits: CreditPlan | null;
}

type VmSize = Omit<VmCapacity, 'clientLimit'>;

type VmSizeField = GatewayModel['vmSize'];
type VmSizeName = Extract<VmSizeField, string>;
export type DeploymentKind = GatewayModel['deployment'];

/**
 * Sizes that a gateway may have (domain-facts 2). The documentation states no network rate for B2s; that of the A2_v2 is
 * assumed. Its credits: 60 at the start, 24 an hour at rest (0.4 a minute, the baseline), at most 576.
 */
export const VM_SIZES: Readonly<Record<VmSizeName, VmSize>> = {
  A2_v2: { cores: 2, nicBitsPerSecond: 500e6, credits: null },
  A4_v2: { cores: 4, nicBitsPerSecond: 1000e6, credits: null },
  B2s: {
    cores: 2,
    nicBitsPerSecond: 500e6,
    credits: { initial: 60, maximum: 576, baselineCores: 0.4 },
  },
};

/** First version with scale sets (for cloud solution providers only until 2103). */
export const FIRST_SCALE_SET_VERSION = 2010;
/** First version that offers three VM sizes, recommends scale sets and refuses new cloud distribution points. */
export const FIRST_SIZED_VERSION = 2107;

/** What results, bills and messages call a VM size. */
export const sizeName = (vmSize: VmSizeField): string => (typeof vmSize === 'string' ? vmSize : vmSize.name);

/** Cores, network and CPU credits of a size; one of a site's own has no credits, `gateway.vm.credits` gives it some. */
export const sizeOf = (vmSize: VmSizeField): VmSize =>
  typeof vmSize === 'string'
    ? VM_SIZES[vmSize]
    : { cores: vmSize.cores, nicBitsPerSecond: vmSize.nic, credits: null };

const CLIENTS_BY_SIZE: Readonly<Record<VmSizeName, number>> = { A2_v2: 6_000, A4_v2: 10_000, B2s: 10 };
const CLIENTS_CLASSIC = 6_000;
const CLIENTS_EARLY_SCALE_SET = 2_000;

/** Clients that the documentation, or the site of a size of its own, allows online at once on one VM (domain-facts 1). */
export function documentedClientLimit(kind: DeploymentKind, size: VmSizeField, version: number): number {
  if (typeof size !== 'string') return size.clients;
  if (kind === 'classic') return CLIENTS_CLASSIC;
  return version < FIRST_SIZED_VERSION ? CLIENTS_EARLY_SCALE_SET : CLIENTS_BY_SIZE[size];
}

/** Capacity of each instance of a gateway: that of its size, save what the model states itself. */
export function vmCapacity({ vm, vmSize, deployment, version }: GatewayModel): VmCapacity {
  const size = sizeOf(vmSize);
  return {
    cores: vm.cores ?? size.cores,
    nicBitsPerSecond: vm.nic ?? size.nicBitsPerSecond,
    clientLimit: vm.clientLimit ?? documentedClientLimit(deployment, vmSize, version),
    credits: vm.credits ?? size.credits,
  };
}
