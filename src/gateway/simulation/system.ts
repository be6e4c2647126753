import { Draws, type QueueKind, Simulation, SlotBank } from '../../engine/index.js';
import { mostInstances } from '../../model/most-instances.js';
import { gatewaysOf, type Model, type RequestClass, requestClasses } from '../../model/schema.js';
import { ClientTable } from '../../workload/client-table.js';
import { LastAsked } from '../../workload/last-asked.js';
import { Workload } from '../../workload/workload.js';
import { Context } from '../request/context.js';
import {
  attributesOf,
  type ById,
  type ClientId,
  CONTENT_PATH,
  classId,
  MANAGEMENT_POINT_PATH,
  type PathId,
  pathOf,
  UPDATE_POINT_PATH,
} from '../request/ids.js';
import { Journey } from '../request/journey.js';
import { Recorder } from '../request/recorder.js';
import { RequestStore } from '../request/requests.js';
import type { Stage } from '../request/stage.js';
import type { Channel } from '../systems/channel/channel.js';
import { ChannelTable } from '../systems/channel/channel-table.js';
import { Transports } from '../systems/channel/transports.js';
import { BlockedRequests } from '../systems/client/access-stages.js';
import { Attempts } from '../systems/client/attempts.js';
import { ClientConnections } from '../systems/client/client-connection.js';
import { ClientRequests } from '../systems/client/client-requests.js';
import { Holdings } from '../systems/client/holdings.js';
import { Losses } from '../systems/client/losses.js';
import { WaitingRequests } from '../systems/client/waiting-requests.js';
import { ClientPorts, type ConnectionPoint } from '../systems/connection-point/connection-point.js';
import { BlobDownloadStage, BlobStorage } from '../systems/content/blob-storage.js';
import { ContentSources } from '../systems/content/content-sources.js';
import { storageBlockage } from '../systems/content/storage-blockage.js';
import { AuthenticateStage } from '../systems/entra-id.js';
import { assignGateways, Gateway, type GatewayHooks } from '../systems/gateway.js';
import { Outages } from '../systems/outages.js';
import { ServiceConnectionPoint } from '../systems/service-connection-point.js';
import { type SiteSystemModel, SiteSystemStage } from '../systems/site-system.js';
import type { Vm } from '../systems/vm/vm.js';
import { VmTraffic } from '../systems/vm/vm-traffic.js';
import { WebProxy } from '../systems/web-proxy.js';
import { failedPart } from './failed-part.js';
import { createPaths, type PathParts } from './paths.js';
import { registerResources } from './register-resources.js';
import { ResourceRegistry } from './resource-registry.js';
import { reachability, standAtStart } from './standing.js';
import { startTimeline } from './timeline.js';

/**
 * Everything that a model describes, joined together and ready to run. Parts are made in the order in which they need each
 * other, and handed over complete; where two need each other, the first gets a function that calls the second later on.
 */
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
  readonly paths: ById<PathId, readonly Stage[]> & readonly (readonly Stage[])[];
  /** Instances that get connections without a channel. */
  readonly outages: Outages;

  constructor(
    readonly model: Model,
    seed: string | number,
    readonly replication: number,
    queue: QueueKind = 'calendar',
  ) {
    const simulation = new Simulation({ seed, replication, queue });
    this.simulation = simulation;
    this.clients = new ClientTable(simulation, model);
    this.outages = new Outages(simulation);
    this.registry = new ResourceRegistry();
    const journey = new Journey(simulation, this.requests);
    const { requests } = this;
    const clients = attributesOf(this.clients);
    const context = new Context(simulation, new Draws(simulation), model, clients, requests, journey);
    const proxy =
      model.connectionPoints.proxy === undefined ? null : new WebProxy(context, model.connectionPoints.proxy);
    const blob = new BlobDownloadStage(
      context,
      (request) => this.storages[requests.source(request)],
      storageBlockage(context),
      (request) => journey.jump(request, 'locate'),
    );
    const instances = gatewaysOf(model).reduce((sum, gateway) => sum + mostInstances(model, gateway), 0);
    const table = new ChannelTable(instances, model.connectionPoints.count, new Transports(context));
    const traffic = new VmTraffic(instances);
    this.gateways = this.createGateways(context, proxy, table, traffic, {
      reroute: (request) => journey.jump(request, 'channel-wait'),
      carried: (resources) => {
        for (const resource of resources) this.registry.add('channel', resource);
      },
      lost: (channel, epoch) => losses.channelLost(channel, epoch),
      instanceLost: (vm) => losses.instanceLost(vm),
      rangeDone: (request) => blob.done(request),
      outages: this.outages,
    });
    assignGateways(context, this.gateways.length);
    const cloudDistributionPoints = model.cloudDistributionPoints.map(
      ({ name }) => new BlobStorage(context, `cdp/${name}`, (request) => blob.done(request)),
    );
    this.storages = [...this.gateways.map((gateway) => gateway.storage), ...cloudDistributionPoints];
    this.sources = new ContentSources(context);
    const connections = new ClientConnections(context, this.gateways, this.vms);
    const blocked = new BlockedRequests(context);
    const ports = new ClientPorts(context, this.connectionPoints);
    const siteSystems = (
      name: SiteSystemStage['name'],
      path: PathId,
      siteModel: SiteSystemModel,
    ): SiteSystemStage =>
      new SiteSystemStage(context, {
        name,
        model: siteModel,
        interrupt: (system, cause, seconds) => losses.siteSystemLost(path, system, cause, seconds),
      });
    const managementPoints = siteSystems(
      'management-point',
      MANAGEMENT_POINT_PATH,
      model.site.managementPoints,
    );
    const updatePoints = siteSystems('update-point', UPDATE_POINT_PATH, model.site.updatePoints);
    this.siteSystems = [managementPoints, updatePoints];
    const authenticate = new AuthenticateStage(context, {
      askForToken: (client, request) => clientRequests.askForToken(client, request),
    });
    this.paths = this.createPaths(context, {
      vms: this.vms,
      connectionPoints: this.connectionPoints,
      connections,
      blocked,
      authenticate,
      table,
      traffic,
      proxy,
      ports,
      managementPoints,
      updatePoints,
      blob,
      askForLocation: (request) => clientRequests.askForLocation(request),
    });
    const { paths, gateways, vms, connectionPoints, storages } = this;
    const parts = { requests, clients, paths, gateways, vms, connectionPoints, table, storages };
    this.recorder = new Recorder(simulation, requests, clients, {
      classes: [
        ...requestClasses.map((name) => ({
          stages: paths[pathOf(classId(name))].length,
          limits: latencyLimits(model.objective, name),
        })),
        { stages: paths[CONTENT_PATH].length, limits: [] },
      ],
      relayedClasses: requestClasses.length,
      failedPart: (request, cause) => failedPart(parts, request, cause),
    });
    const { recorder, sources } = this;
    const attempts = new Attempts(context, {
      recorder,
      sources,
      gaveUp: (request, cause) => clientRequests.gaveUp(request, cause),
    });
    const waiting = new WaitingRequests(context);
    const losses = new Losses(context, attempts);
    const clientRequests = new ClientRequests(context, {
      recorder,
      attempts,
      waiting,
      authenticate,
      blob,
      connections,
      ports,
      policyReceived: (client) => workload.deployments.policyReceived(client),
    });
    const holdings = new Holdings(context, table, connectionPoints, ports);
    journey.lay(paths, {
      arrived: (request) => clientRequests.answered(request),
      failed: (request, cause) => attempts.failed(request, cause),
      released: (request) => holdings.release(request),
    });
    registerResources(this.registry, { vms, connectionPoints, proxy, paths, storages });

    // In this order: channels, before the first request of the same moment; the workload, which notes who asked last; events that
    // are under way; and connections, to the instances that are still in rotation.
    const serviceConnectionPoint = new ServiceConnectionPoint(context, this.gateways);
    serviceConnectionPoint.start();
    const lastAsked = new LastAsked(this.clients.count);
    const reachesGateway = reachability(context, { connections, blocked, authenticate }, 'policy');
    const getsPolicy = (client: number): boolean => reachesGateway(client as ClientId);
    const workload = new Workload(simulation, model, this.clients, clientRequests, lastAsked, getsPolicy);
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

  private createGateways(
    context: Context,
    proxy: WebProxy | null,
    table: ChannelTable,
    traffic: VmTraffic,
    hooks: GatewayHooks,
  ): Gateway[] {
    const { model, vms, connectionPoints, channels } = this;
    const ports = new SlotBank(context.simulation);
    const shared = { vms, connectionPoints, channels, traffic, ports };
    return gatewaysOf(model).map(
      (gateway, index) =>
        new Gateway(context, gateway, index, mostInstances(model, gateway), shared, proxy, table, hooks),
    );
  }

  /** The stages of each path, in the order of `PathId`. A subclass may add to them; its fields are not set yet when it is asked. */
  protected createPaths(context: Context, parts: PathParts): Stage[][] {
    return createPaths(context, parts);
  }
}

/** Every limit of time that the objective sets for a class, by itself or for all. */
function latencyLimits({ all, ...single }: Model['objective'], requestClass: RequestClass): number[] {
  const { failed: _, ...times } = { ...all, ...single[requestClass] };
  return [...new Set(Object.values(times).filter((limit) => limit !== undefined))];
}
