import { Draw } from '../../../engine/index.js';
import { reachOutcome } from '../../../model/network/firewall.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { type ById, type ClientColumn, type ClientId, NONE, type VmId } from '../../request/ids.js';
import type { Gateway } from '../gateway.js';
import type { Vm } from '../vm/vm.js';

/** The connection of each client to its gateway: which instance, since when, and whether it still stands. */
export class ClientConnections {
  readonly vm: ClientColumn<VmId>;
  private readonly vmEpoch: ClientColumn;
  private readonly lastUse: ClientColumn;
  private readonly idleTimeout: Draw;
  /** By population and gateway: why the population's firewall stops it, or null. */
  private readonly unreachable: readonly (readonly (Cause | null)[])[];

  constructor(
    private readonly context: Context,
    private readonly gateways: readonly Gateway[],
    private readonly vms: ById<VmId, Vm>,
  ) {
    const { records } = context.clients;
    const { loadBalancer } = context.model;
    this.idleTimeout = new Draw(context.simulation, 'load-balancer/idle', () => loadBalancer.idleTimeout);
    this.vm = records.int16<VmId>(NONE);
    this.vmEpoch = records.int32();
    this.lastUse = records.float64();
    this.unreachable = context.model.clients.map(({ firewall }) =>
      gateways.map(({ hosts }) => reachOutcome(firewall, hosts)),
    );
  }

  /** Why a client's firewall keeps it from a gateway, or null. */
  blockage(client: ClientId, gateway: number): Cause | null {
    return this.unreachable[this.context.clients.population.get(client)][gateway];
  }

  /** The instance that the client's connection leads to, or null when it has none that stands. */
  standing(client: ClientId): Vm | null {
    const vm = this.peer(client);
    if (vm === null || !vm.isServing) return null;
    return this.context.simulation.now - this.lastUse.get(client) <= this.idleTimeout.next() ? vm : null;
  }

  use(client: ClientId): void {
    this.lastUse.set(client, this.context.simulation.now);
  }

  /** Chooses the instance of a new connection to a gateway. */
  choose(client: ClientId, gateway: number): Vm | null {
    return this.gateways[gateway].loadBalancer.pick(client);
  }

  /** Why a gateway has no instance to connect to. */
  absenceOf(gateway: number): Cause {
    return this.gateways[gateway].loadBalancer.stopped ? 'service-stopped' : 'no-instance';
  }

  /** Whether a TLS session with this instance can be resumed. */
  canResume(client: ClientId, vm: Vm): boolean {
    return (
      this.peer(client) === vm && vm.remembersFor(this.context.simulation.now - this.lastUse.get(client))
    );
  }

  /** Whether the load balancer has dropped the client's connection without telling it. */
  wasDroppedSilently(client: ClientId): boolean {
    const vm = this.peer(client);
    return vm?.isServing === true && !this.context.model.loadBalancer.tcpReset;
  }

  /** The client connects to an instance; of a client that has gone offline meanwhile nothing stays. */
  open(client: ClientId, vm: Vm): void {
    if (this.context.clients.online.get(client) === 0) return;
    const before = this.peer(client);
    if (before !== vm) {
      if (before !== null) before.clients--;
      vm.connectClient();
      this.vm.set(client, vm.id);
      this.vmEpoch.set(client, vm.epoch);
    }
    this.use(client);
  }

  /** At the start: the connection that the client last used `secondsAgo`, whether or not it still stands. */
  recall(client: ClientId, vm: Vm, secondsAgo: number): void {
    this.open(client, vm);
    this.lastUse.set(client, this.context.simulation.now - secondsAgo);
  }

  close(client: ClientId): void {
    const vm = this.peer(client);
    if (vm !== null) vm.clients--;
    this.vm.set(client, NONE);
  }

  /** The instance of the client's last connection, if it is still in the same life. */
  private peer(client: ClientId): Vm | null {
    const id = this.vm.get(client);
    if (id === NONE) return null;
    const vm = this.vms[id];
    return vm.epoch === this.vmEpoch.get(client) ? vm : null;
  }
}
