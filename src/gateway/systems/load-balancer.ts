import type { HandlerId, RandomStream, Simulation } from '../../engine/index.js';
import type { Model } from '../../model/schema.js';
import type { ClientAttributes, ClientId } from '../request/ids.js';
import type { Vm } from './vm/vm.js';

/**
 * Azure load balancer of one gateway. It chooses the instance of a new connection by a hash: of the 5-tuple, which the
 * client's next source port makes new (a uniform choice), or of the client's address (always the same instance while
 * the pool stays the same; which one, another replication decides anew, as nobody knows the addresses). Health probes
 * decide which instances are in rotation; they are not simulated one by one, only the moment at which they would notice
 * a change.
 */
export class LoadBalancer {
  /** Instances that get new connections, in order of their index. */
  readonly rotation: Vm[] = [];
  private readonly hash: RandomStream;
  /** 32 bits that stand for what is not known of the clients' addresses: drawn for each gateway and replication. */
  private readonly salt: number;
  private readonly probePhase: number;
  private readonly outHandler: HandlerId;
  private readonly inHandler: HandlerId;
  /** The service was stopped: nothing is forwarded. */
  stopped = false;

  constructor(
    private readonly simulation: Simulation,
    private readonly options: Model['loadBalancer'],
    name: string,
    private readonly clients: ClientAttributes,
    private readonly vms: readonly Vm[],
    /** An instance gets new connections from now on, or none any more. */
    private readonly changed: (vm: Vm) => void = () => {},
  ) {
    this.hash = simulation.stream(`${name}/hash`);
    this.salt = Math.floor(simulation.stream(`${name}/salt`).uniform() * 2 ** 32) | 0;
    this.probePhase = simulation.stream(`${name}/probe`).uniform() * options.probeInterval;
    this.outHandler = simulation.handler((index) => this.noticeDown(index));
    this.inHandler = simulation.handler((index) => this.noticeUp(index));
  }

  /**
   * The instance of a client's new connection, null when none is in rotation.
   * @param hash what chance there is in it; another stream for connections that are no part of the simulation
   */
  pick(client: ClientId, hash = this.hash): Vm | null {
    const { rotation } = this;
    if (this.stopped || rotation.length === 0) return null;
    if (this.options.distribution === '5-tuple') return rotation[hash.integer(rotation.length)];
    return rotation[hashAddress(this.clients.addressOf(client) ^ this.salt) % rotation.length];
  }

  /** An instance serves from now on: new connections come from its next good probe on. */
  serves(vm: Vm): void {
    this.simulation.schedule(this.untilProbe(), this.inHandler, vm.index);
  }

  /** An instance has gone silent: it goes on getting connections until enough probes have failed. */
  wentSilent(vm: Vm): void {
    const { probeInterval, probeFailures } = this.options;
    this.simulation.schedule(
      this.untilProbe() + (probeFailures - 1) * probeInterval,
      this.outHandler,
      vm.index,
    );
  }

  /** Takes an instance in or out at once, without a probe: at the start, and when it is drained on purpose. */
  place(vm: Vm): void {
    if (this.rotation.includes(vm)) return;
    this.rotation.push(vm);
    this.rotation.sort((a, b) => a.index - b.index);
    this.changed(vm);
  }

  remove(vm: Vm): void {
    const place = this.rotation.indexOf(vm);
    if (place < 0) return;
    this.rotation.splice(place, 1);
    this.changed(vm);
  }

  /** Stops the service: no instance gets connections any more. */
  stop(): void {
    this.stopped = true;
    for (const vm of this.rotation) this.changed(vm);
  }

  /** Whether an instance gets new connections. */
  sendsTo(vm: Vm): boolean {
    return !this.stopped && this.rotation.includes(vm);
  }

  private untilProbe(): number {
    const { probeInterval } = this.options;
    if (probeInterval === 0) return 0;
    const since = this.simulation.now - this.probePhase;
    return (Math.floor(since / probeInterval) + 1) * probeInterval - since;
  }

  private noticeDown(index: number): void {
    const vm = this.vms[index];
    if (!vm.isServing) this.remove(vm);
  }

  private noticeUp(index: number): void {
    const vm = this.vms[index];
    if (vm.state === 'running') this.place(vm);
  }
}

/** Murmur3's finaliser (Appleby, public domain): spreads addresses evenly over 32 bits. */
function hashAddress(address: number): number {
  let hash = Math.imul(address ^ (address >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
