import type { HandlerId, RandomStream, Simulation, SlotBank } from '../../engine/index.js';
import { channelInput, gatewayNames } from '../../model/network/channel-input.js';
import { type ChannelInput, channelPlan } from '../../model/network/channel-plan.js';
import { networkGateway, networkOf } from '../../model/network/from-model.js';
import type { GatewayModel } from '../../model/schema.js';
import { type ClientTask, eachClient } from '../../workload/each-client.js';
import type { Context } from '../request/context.js';
import type { ClientAttributes, ClientId, RequestId } from '../request/ids.js';
import { Channel, type ChannelHooks } from './channel/channel.js';
import type { ChannelTable } from './channel/channel-table.js';
import { ConnectionPoint } from './connection-point/connection-point.js';
import { BlobStorage } from './content/blob-storage.js';
import { LoadBalancer } from './load-balancer.js';
import type { Outages } from './outages.js';
import { Vm } from './vm/vm.js';
import { VmCosts } from './vm/vm-costs.js';
import type { VmTraffic } from './vm/vm-traffic.js';
import type { WebProxy } from './web-proxy.js';

/** What all gateways share. Parts are numbered over all of them, so that a request can name one by one integer. */
export interface SharedParts {
  readonly vms: Vm[];
  readonly connectionPoints: ConnectionPoint[];
  readonly channels: Channel[];
  readonly traffic: VmTraffic;
  /** See `ConnectionPoint.ports`. */
  readonly ports: SlotBank;
}

export interface GatewayHooks extends Omit<ChannelHooks, 'changed'> {
  /** Instances without a channel are noted there. */
  readonly outages: Outages;
  /** An instance is about to stop: its connections are reset. */
  readonly instanceLost: (vm: Vm) => void;
  readonly rangeDone: (request: RequestId) => void;
}

/** One cloud management gateway with its instances, connection points, the channels between them, and its storage. */
export class Gateway {
  readonly name: string;
  readonly vms: readonly Vm[];
  readonly connectionPoints: readonly ConnectionPoint[];
  readonly loadBalancer: LoadBalancer;
  readonly storage: BlobStorage;
  /** Service name, and the deployment name that it leads to. */
  readonly hosts: readonly string[];
  /** By instance, then by connection point. */
  readonly channels: readonly (readonly Channel[])[];
  /** Instances that it should have; the rules of channels follow it. */
  private target: number;
  private readonly simulation: Simulation;
  private readonly repairHandler: HandlerId;

  constructor(
    private readonly context: Context,
    readonly model: GatewayModel,
    readonly index: number,
    mostInstances: number,
    shared: SharedParts,
    proxy: WebProxy | null,
    table: ChannelTable,
    private readonly hooks: GatewayHooks,
  ) {
    const { simulation } = context;
    this.simulation = simulation;
    this.name = model.name;
    this.target = model.instances;
    this.hosts = gatewayNames(networkGateway(model));
    const costs = new VmCosts(context, model);
    this.vms = Array.from({ length: mostInstances }, (_, vm) =>
      addPart(shared.vms, (id) => new Vm(context, model, index, costs, vm, id, shared.traffic)),
    );
    this.connectionPoints = Array.from({ length: context.model.connectionPoints.count }, (_, point) =>
      addPart(
        shared.connectionPoints,
        (id) => new ConnectionPoint(context, model.name, index, point, id, shared.ports),
      ),
    );
    const noteReach = (vm: Vm) => this.noteReach(vm);
    const channelHooks = { ...hooks, changed: ({ vm }: Channel) => noteReach(vm) };
    this.channels = this.vms.map((vm) =>
      this.connectionPoints.map((point) =>
        addPart(shared.channels, (id) => new Channel(context, vm, point, id, proxy, table, channelHooks)),
      ),
    );
    this.loadBalancer = new LoadBalancer(
      simulation,
      context.model.loadBalancer,
      model.name,
      context.clients,
      this.vms,
      noteReach,
    );
    this.storage = new BlobStorage(context, `${model.name}/storage`, hooks.rangeDone);
    this.repairHandler = simulation.handler((point) => this.repair(point));
  }

  get instances(): number {
    return this.target;
  }

  /** An instance begins to serve. At the start of the simulation it has been serving all along. */
  open(vm: Vm, fromTheStart = false): void {
    if (this.loadBalancer.stopped) {
      vm.state = 'down';
      return;
    }
    vm.start();
    if (fromTheStart) this.loadBalancer.place(vm);
    else this.loadBalancer.serves(vm);
    if (fromTheStart) for (const channel of this.channels[vm.index]) channel.stand();
    else this.repairAll();
  }

  /** An instance that was draining is wanted again. */
  keep(vm: Vm): void {
    vm.state = 'running';
    this.loadBalancer.place(vm);
  }

  /** An instance stops serving: clients' connections and channels break, the load balancer notices by its probes. */
  close(vm: Vm, state: 'down' | 'absent'): void {
    // Clients, then what its channels carry, then itself: `Station.clear` insists on it.
    this.hooks.instanceLost(vm);
    for (const channel of this.channels[vm.index]) channel.lose();
    vm.stop(state);
    if (state === 'absent') for (const channel of this.channels[vm.index]) channel.remove();
    this.loadBalancer.wentSilent(vm);
  }

  /** Stops the service for good, as the threshold of outbound traffic does. */
  stopService(): void {
    this.loadBalancer.stop();
    for (const vm of this.vms) if (vm.isServing) this.close(vm, 'down');
  }

  /** Lets the channels follow the network rules for `instances` instances, which change the ports from one to two. */
  plan(instances: number): void {
    this.target = instances;
    for (const path of channelPlan({ ...this.channelInput(), instances })) {
      this.channels[path.instance][path.connectionPoint].follow(path);
    }
    this.repairAll();
  }

  /** A connection point stops: what its channels carry is lost before it forgets its work. */
  stopPoint(point: ConnectionPoint): void {
    for (const row of this.channels) row[point.index].lose();
    point.stop();
  }

  /** A connection point that comes back builds its channels at once. */
  startPoint(point: ConnectionPoint): void {
    point.isUp = true;
    this.repair(point.index);
  }

  /** Breaks every channel, as a proxy does when it goes. */
  loseChannels(): void {
    for (const row of this.channels) for (const channel of row) channel.lose();
  }

  /** Each connection point repairs its lost channels in its next maintenance cycle. */
  repairAll(): void {
    for (const point of this.connectionPoints) {
      this.simulation.schedule(point.untilMaintenance(), this.repairHandler, point.index);
    }
  }

  /** Notes whether an instance gets new connections without a channel to carry what they bring. */
  private noteReach(vm: Vm): void {
    const channels = this.channels[vm.index];
    this.hooks.outages.update(vm.id, {
      getsConnections: this.loadBalancer.sendsTo(vm),
      hasChannel: channels.some(({ isUp }) => isUp),
      reason: channels.find(({ reason }) => reason !== null)?.reason ?? null,
    });
  }

  private repair(point: number): void {
    for (const row of this.channels) row[point].build();
  }

  private channelInput(): ChannelInput {
    return channelInput(networkOf(this.context.model), networkGateway(this.model));
  }
}

function addPart<Part extends { readonly id: number }>(
  parts: Part[],
  create: (id: Part['id']) => Part,
): Part {
  const part = create(parts.length as Part['id']);
  parts.push(part);
  return part;
}

/** Each client chooses one of the gateways at random, once. */
export const assignGateways = ({ simulation, clients }: Context, gateways: number): void =>
  eachClient(0, clients.count, new GatewayChoice(clients, simulation.stream('clients/gateway'), gateways));

class GatewayChoice implements ClientTask {
  constructor(
    private readonly clients: ClientAttributes,
    private readonly stream: RandomStream,
    private readonly gateways: number,
  ) {}

  run(client: ClientId): void {
    this.clients.gateway.set(client, this.stream.integer(this.gateways));
  }
}
