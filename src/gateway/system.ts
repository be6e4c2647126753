import { Draws, type QueueKind, type Resource, Simulation, SlotBank } from '../engine/index.js';
import { networkOf } from '../model/network/from-model.js';
import { storageOutcome } from '../model/network/request-failures.js';
import { gatewaysOf, type Model, type RequestClass, requestClasses } from '../model/schema.js';
import { ClientTable } from '../workload/client-table.js';
import { LastAsked } from '../workload/last-asked.js';
import { Workload } from '../workload/workload.js';
import { BlobDownloadStage, BlobStorage } from './blob-storage.js';
import type { Cause } from './causes.js';
import { Transports } from './channel/transports.js';
import type { Channel } from './channel.js';
import { ChannelDownStage, ChannelUpStage, ChannelWaitStage } from './channel-stages.js';
import { ChannelTable } from './channel-table.js';
import {
  BlockedRequests,
  ClientConnections,
  ConnectStage,
  DownloadStage,
  UploadStage,
} from './client-connection.js';
import { Clients, CONTENT_CLASS, NOTIFICATION_CLASS, TOKEN_CLASS } from './clients.js';
import { ClientPorts, type ConnectionPoint } from './connection-point.js';
import { ConnectionPointReplyStage, ConnectionPointStage } from './connection-point-stages.js';
import { LocatedStage, LocateStage, RedirectStage } from './content-flow.js';
import { ContentSources } from './content-sources.js';
import { Context } from './context.js';
import { NameResolution } from './dns.js';
import { AuthenticateStage } from './entra-id.js';
import { failurePart } from './failure-part.js';
import { assignGateways, Gateway } from './gateway.js';
import { Journey, type Stage } from './journey.js';
import { Outages } from './outages.js';
import { Recorder } from './recorder.js';
import {
  CLIENT,
  CONTENT,
  MANAGEMENT_POINT_PATH,
  RequestStore,
  SOURCE,
  UPDATE_POINT_PATH,
} from './requests.js';
import { ResourceRegistry } from './resource-registry.js';
import { ServiceConnectionPoint } from './service-connection-point.js';
import { type SiteSystemModel, SiteSystemStage } from './site-system.js';
import { hearing, standAtStart } from './standing.js';
import { startTimeline } from './timeline.js';
import { type Vm, VmReplyStage, VmRequestStage } from './vm.js';
import { ProxyStage, WebProxy } from './web-proxy.js';

/** Stage 0 of every path: the client waits before the attempt, after those that failed. */
const RETRY_STAGE: Stage = {
  name: 'retry',
  enter: () => {
    throw new Error('the waiting before an attempt is never entered');
  },
};

/** Everything that a model describes, joined together and ready to run. */
export class System {
  readonly simulation: Simulation;
  readonly clients: ClientTable;
  readonly requests = new RequestStore();
  readonly recorder: Recorder;
  readonly registry: ResourceRegistry;
  readonly gateways: readonly Gateway[];
  readonly vms: Vm[] = [];
  readonly connectionPoints: ConnectionPoint[] = [];
  readonly channels: Channel[] = [];
  readonly storages: readonly BlobStorage[];
  readonly sources: ContentSources;
  /** Management points, then update points. */
  readonly siteSystems: readonly SiteSystemStage[];
  readonly paths: readonly (readonly Stage[])[];
  /** Instances that get connections without a channel. */
  readonly outages: Outages;

  constructor(
    readonly model: Model,
    seed: string | number,
    replication: number,
    queue: QueueKind = 'calendar',
  ) {
    const simulation = new Simulation({ seed, replication, queue });
    this.simulation = simulation;
    this.clients = new ClientTable(simulation, model);
    this.outages = new Outages(simulation);
    this.recorder = new Recorder(
      simulation,
      this.requests,
      this.clients,
      requestClasses.length + 1,
      CONTENT_CLASS,
      requestClasses.map((name) => latencyLimits(model.objective, name)),
    );
    this.registry = new ResourceRegistry();
    const journey = new Journey(simulation, this.requests);
    const { clients, requests } = this;
    const context = new Context(simulation, new Draws(simulation), model, clients, requests, journey);
    const behaviour = new Clients(context);
    const proxy =
      model.connectionPoints.proxy === undefined ? null : new WebProxy(context, model.connectionPoints.proxy);
    const blob = new BlobDownloadStage(
      context,
      (request) => this.storageOf(request),
      this.storageBlockage(),
      (request) => journey.jump(request, LOCATE_STEP),
    );
    const instances = gatewaysOf(model).reduce((sum, _, index) => sum + mostInstances(model, index), 0);
    const table = new ChannelTable(instances, model.connectionPoints.count, new Transports(context));
    const volumes = new Float64Array(2 * instances);
    this.gateways = this.createGateways(context, { behaviour, proxy, blob, table, volumes });
    assignGateways(context, this.gateways.length);
    const cloudDistributionPoints = model.cloudDistributionPoints.map(
      ({ name }) => new BlobStorage(context, `cdp/${name}`, (request) => blob.done(request)),
    );
    this.storages = [...this.gateways.map((gateway) => gateway.storage), ...cloudDistributionPoints];
    this.sources = new ContentSources(context);
    const connections = new ClientConnections(context, this.gateways, this.vms);
    const blocked = new BlockedRequests(context);
    const ports = new ClientPorts(context, this.connectionPoints, NOTIFICATION_CLASS);
    const siteSystems = (
      name: SiteSystemStage['name'],
      path: number,
      siteModel: SiteSystemModel,
    ): SiteSystemStage =>
      new SiteSystemStage(context, {
        name,
        model: siteModel,
        interrupt: (system, cause, seconds) => behaviour.siteSystemLost(path, system, cause, seconds),
      });
    const managementPoints = siteSystems(
      'management-point',
      MANAGEMENT_POINT_PATH,
      model.site.managementPoints,
    );
    const updatePoints = siteSystems('update-point', UPDATE_POINT_PATH, model.site.updatePoints);
    this.siteSystems = [managementPoints, updatePoints];
    behaviour.authenticate = new AuthenticateStage(context, behaviour, TOKEN_CLASS);
    this.paths = this.createPaths(context, {
      behaviour,
      connections,
      blocked,
      ports,
      managementPoints,
      updatePoints,
      proxy,
      blob,
      table,
      volumes,
    });
    journey.lay(this.paths, behaviour);
    this.recorder.stageCounts = this.paths.map(({ length }) => length);
    const { paths, gateways, vms, connectionPoints, storages } = this;
    const parts = { requests, clients, paths, gateways, vms, connectionPoints, table, storages };
    this.recorder.placeOf = (request, cause) => failurePart(parts, request, cause);
    this.register(managementPoints, updatePoints, proxy);

    // Channels first: at the start they are there before the first request of the same moment.
    const serviceConnectionPoint = new ServiceConnectionPoint(context, this.gateways);
    serviceConnectionPoint.start();
    const lastAsked = new LastAsked(this.clients.count);
    const { authenticate } = behaviour;
    const isServed = hearing(context, { connections, blocked, authenticate }, 'policy');
    const workload = new Workload(simulation, model, this.clients, behaviour, lastAsked, isServed);
    behaviour.join({
      recorder: this.recorder,
      table,
      connectionPoints: this.connectionPoints,
      connections,
      ports,
      sources: this.sources,
      deployments: workload.deployments,
      blob,
    });
    startTimeline(context, {
      gateways: this.gateways,
      serviceConnectionPoint,
      managementPoints,
      updatePoints,
      proxy,
      workload,
      storages: this.storages,
    });
    standAtStart(context, {
      lastAsked,
      gateways: this.gateways,
      connections,
      blocked,
      authenticate,
      table,
      connectionPoints: this.connectionPoints,
      ports,
    });
  }

  private createGateways(context: Context, parts: GatewayParts): Gateway[] {
    const { behaviour, proxy, blob, table, volumes } = parts;
    const { model } = this;
    const hooks = {
      reroute: (request: number) => context.journey.jump(request, CHANNEL_WAIT_STEP),
      carried: (resources: readonly Resource[]) => {
        for (const resource of resources) this.registry.add('channel', resource);
      },
      lost: (channel: Channel, epoch: number) => behaviour.channelLost(channel, epoch),
      instanceLost: (vm: Vm) => behaviour.instanceLost(vm),
      rangeDone: (request: number) => blob.done(request),
      outages: this.outages,
    };
    const { vms, connectionPoints, channels } = this;
    const ports = new SlotBank(context.simulation);
    const registers = { vms, connectionPoints, channels, volumes, ports };
    return gatewaysOf(model).map(
      (gateway, index) =>
        new Gateway(context, gateway, index, mostInstances(model, index), registers, proxy, table, hooks),
    );
  }

  private createPaths(context: Context, parts: PathParts): Stage[][] {
    const { behaviour, connections, blocked, ports, managementPoints, updatePoints } = parts;
    const { proxy, blob, table, volumes } = parts;
    const { connectionPoints } = this;
    const resolve = new NameResolution(context);
    const connect = new ConnectStage(context, connections, this.vms);
    const before = [
      RETRY_STAGE,
      resolve,
      connect,
      behaviour.authenticate,
      new UploadStage(context, blocked),
      new VmRequestStage(context, this.vms, 'vm-request'),
      new ChannelWaitStage(context, table, this.vms, ports),
      new ChannelUpStage(context, table, this.vms, volumes),
      ...(proxy === null ? [] : [new ProxyStage(context, proxy, 'up')]),
      new ConnectionPointStage(context, table, connectionPoints, ports),
    ];
    const after = [
      new ConnectionPointReplyStage(context, table, connectionPoints, ports),
      ...(proxy === null ? [] : [new ProxyStage(context, proxy, 'down')]),
      new ChannelDownStage(context, table, connectionPoints, volumes),
      new VmReplyStage(context, this.vms),
      new DownloadStage(context, this.vms, 'download'),
    ];
    const content = [
      RETRY_STAGE,
      new LocateStage(context, (request) => behaviour.askForLocation(request)),
      new LocatedStage(context, (request) => this.bypassesGateway(request), BLOB_STEP),
      resolve,
      connect,
      new VmRequestStage(context, this.vms, 'token-check'),
      new RedirectStage(context, this.vms),
      blob,
    ];
    return [[...before, managementPoints, ...after], [...before, updatePoints, ...after], content];
  }

  private bypassesGateway(request: number): boolean {
    return this.model.content[this.requests.words[request | CONTENT]!]!.source === 'cloud-distribution-point';
  }

  /** Where a download reads. */
  private storageOf(request: number): BlobStorage {
    return this.storages[this.requests.words[request | SOURCE]!]!;
  }

  /** What the network rules say of a download: by population and gateway that holds the content. */
  private storageBlockage(): (request: number) => Cause | null {
    const network = networkOf(this.model);
    const causes = network.populations.map((population) =>
      network.gateways.map((gateway) => storageOutcome(network, gateway, population)),
    );
    return (request) =>
      this.bypassesGateway(request)
        ? null
        : causes[this.clients.population.get(this.requests.words[request | CLIENT]!)]![
            this.requests.words[request | SOURCE]!
          ]!;
  }

  private register(
    managementPoints: SiteSystemStage,
    updatePoints: SiteSystemStage,
    proxy: WebProxy | null,
  ): void {
    const { registry } = this;
    for (const vm of this.vms) {
      registry.add('vm-cpu', vm.cpu.resource);
      registry.add('vm-nic', vm.nic);
    }
    for (const point of this.connectionPoints) {
      registry.add('cp-cpu', point.cpu.resource);
      registry.add('cp-nic', point.nic);
      registry.add('cp-ports', point.ports.resource(point.id));
    }
    if (proxy !== null) {
      registry.add('proxy-cpu', proxy.cpu.resource);
      registry.add('proxy-tunnels', proxy.tunnels);
    }
    for (const { station } of managementPoints.systems) registry.add('management-point', station.resource);
    for (const { station } of updatePoints.systems) registry.add('update-point', station.resource);
    for (const { link } of this.storages) registry.add('storage-egress', link);
  }
}

interface GatewayParts {
  readonly behaviour: Clients;
  readonly proxy: WebProxy | null;
  readonly blob: BlobDownloadStage;
  readonly table: ChannelTable;
  /** See `Vm.egressBytes`. */
  readonly volumes: Float64Array;
}

interface PathParts extends GatewayParts {
  readonly connections: ClientConnections;
  readonly blocked: BlockedRequests;
  readonly ports: ClientPorts;
  readonly managementPoints: SiteSystemStage;
  readonly updatePoints: SiteSystemStage;
}

/** Every limit of time that the objective sets for a class, by itself or for all. */
function latencyLimits({ all, ...single }: Model['objective'], requestClass: RequestClass): number[] {
  const { failed: _, ...times } = { ...all, ...single[requestClass] };
  return [...new Set(Object.values(times).filter((limit) => limit !== undefined))];
}

/** Places in the lists of `createPaths`. */
const CHANNEL_WAIT_STEP = 6;
const LOCATE_STEP = 1;
const BLOB_STEP = 7;

/** The most instances that a gateway has at any time of the model's timeline. */
function mostInstances(model: Model, index: number): number {
  const gateway = gatewaysOf(model)[index]!;
  const scaled = model.events.flatMap((event) =>
    event.event === 'scale' && (event.gateway ?? gatewaysOf(model)[0]!.name) === gateway.name
      ? [event.instances]
      : [],
  );
  return Math.max(gateway.instances, ...scaled);
}
