import { deployedChannels } from '../../src/model/network/channels.js';
import { networkOf } from '../../src/model/network/from-model.js';
import type { Model, RequestClass } from '../../src/model/schema.js';
import { Access } from './access.js';
import { startActivities } from './activities.js';
import type { Channel } from './channel.js';
import { type Client, createClients } from './clients.js';
import { ConnectionPoint } from './connection-point.js';
import { HttpsChannel } from './https.js';
import { Kernel } from './kernel.js';
import type { Ended, Outcome } from './outcome.js';
import type { Attempt, Request } from './request.js';
import { SiteSystems } from './site-system.js';
import { TcpTlsChannel } from './tcp-tls.js';
import { Vm } from './vm.js';
import { Way } from './way.js';

type Stage = readonly [name: string, enter: (attempt: Attempt, done: () => void) => void];

/** Simulates a model as docs/gateway.md has it, one event for each step. */
export function simulateReference(model: Model, seed: string): Outcome {
  const reference = new Reference(model, seed);
  reference.kernel.run(model.simulation.duration);
  return reference.outcome();
}

class Reference {
  readonly kernel: Kernel;
  private readonly clients: readonly Client[];
  private readonly vms: readonly Vm[];
  private readonly points: readonly ConnectionPoint[];
  private readonly channels: readonly Channel[];
  private readonly access: Access;
  private readonly sites: { readonly managementPoints: SiteSystems; readonly updatePoints: SiteSystems };
  /** Connection points on which notification channels hold a port. */
  private readonly holders = new Map<Client, ConnectionPoint>();
  private readonly turns = new Map<Vm, number>();
  private readonly ended: Ended[] = [];

  constructor(
    private readonly model: Model,
    seed: string,
  ) {
    const kernel = new Kernel(seed);
    const gateway = model.gateway!;
    this.kernel = kernel;
    this.clients = createClients(kernel, model);
    this.vms = Array.from({ length: gateway.instances }, (_, index) => new Vm(kernel, gateway, index));
    this.points = Array.from(
      { length: model.connectionPoints.count },
      (_, index) => new ConnectionPoint(kernel, gateway.name, model, index),
    );
    this.channels = this.createChannels();
    this.access = new Access(kernel, model, this.vms);
    this.sites = {
      managementPoints: new SiteSystems(kernel, 'mp', model.site.managementPoints),
      updatePoints: new SiteSystems(kernel, 'sup', model.site.updatePoints),
    };
    startActivities(kernel, model, this.clients, (client, requestClass) => this.ask(client, requestClass));
    for (const client of this.clients) this.standAtStart(client);
  }

  outcome(): Outcome {
    const { ended, vms, points, channels, sites } = this;
    return {
      ended,
      counters: {
        ...Object.fromEntries(vms.map(({ name, requests }) => [name, requests])),
        ...Object.fromEntries(points.map(({ name, requests }) => [name, requests])),
        ...Object.fromEntries(
          channels.map(({ vm, point, messages }) => [`${point.name}/${vm.name}`, messages]),
        ),
        ...Object.fromEntries(
          sites.managementPoints.requests.map((requests, index) => [`mp/${index + 1}`, requests]),
        ),
        ...Object.fromEntries(
          sites.updatePoints.requests.map((requests, index) => [`sup/${index + 1}`, requests]),
        ),
      },
    };
  }

  private createChannels(): Channel[] {
    const { kernel, model } = this;
    const network = networkOf(model);
    const { connections, repoll } = model.connectionPoints.channel;
    return deployedChannels(network, network.gateways[0]!).flatMap(
      ({ connectionPoint, instance, chosen }) => {
        if (chosen === null) return [];
        const vm = this.vms[instance]!;
        const point = this.points[connectionPoint]!;
        const way = new Way(kernel, model, `channel/${point.name}/${vm.name}`);
        return chosen.protocol === 'https'
          ? new HttpsChannel(kernel, vm, point, way, connections, repoll)
          : new TcpTlsChannel(kernel, vm, point, way);
      },
    );
  }

  private standAtStart(client: Client): void {
    const vm = this.access.standAtStart(client);
    if (vm === null || client.askedAgo.notification === Number.POSITIVE_INFINITY) return;
    const channel = this.nextChannel(vm);
    if (channel !== null) this.holders.set(client, channel.point);
  }

  private ask(client: Client, requestClass: RequestClass, exchangesToCome?: number): void {
    const { kernel } = this;
    const { name, activities } = client.population;
    const { request, reply, service, exchanges } = activities[requestClass];
    const draw = (what: string, spec: typeof request) =>
      kernel.draws(`clients/${name}/${requestClass}/${what}`, spec)();
    this.attempt({
      client,
      requestClass,
      arrival: kernel.now,
      requestBytes: draw('request', request),
      replyBytes: draw('reply', reply),
      service: draw('service', service),
      exchangesToCome: exchangesToCome ?? exchanges - 1,
      attempts: 0,
    });
  }

  private attempt(request: Request): void {
    request.attempts++;
    const attempt: Attempt = {
      request,
      began: this.kernel.now,
      seconds: new Map(),
      isGivenUp: false,
      vm: null,
      channel: null,
      connection: null,
    };
    attempt.seconds.set('retry', attempt.began - request.arrival);
    this.enter(attempt, this.path(request.requestClass), 0);
  }

  /** A stage begins when the one before has ended. */
  private enter(attempt: Attempt, path: readonly Stage[], index: number): void {
    if (index === path.length) return this.answered(attempt);
    const [name, enter] = path[index]!;
    const began = this.kernel.now;
    enter(attempt, () => {
      attempt.seconds.set(name, this.kernel.now - began);
      this.enter(attempt, path, index + 1);
    });
  }

  private path(requestClass: RequestClass): readonly Stage[] {
    const { access, sites } = this;
    const site = requestClass === 'update-scan' ? 'update-point' : 'management-point';
    const systems = requestClass === 'update-scan' ? sites.updatePoints : sites.managementPoints;
    return [
      ['connect', (attempt, done) => access.connect(attempt, done)],
      ['upload', (attempt, done) => access.upload(attempt, done)],
      ['vm-request', ({ vm, request }, done) => vm!.forward(request, done)],
      ['channel-wait', (attempt, done) => this.waitForChannel(attempt, done)],
      ['channel-up', (attempt, done) => attempt.channel!.up(attempt, done)],
      ['connection-point', (attempt, done) => this.relay(attempt, done)],
      [site, (attempt, done) => systems.serve(attempt, done)],
      ['connection-point-reply', ({ channel, request }, done) => channel!.point.relayBack(request, done)],
      ['channel-down', (attempt, done) => attempt.channel!.down(attempt, done)],
      ['vm-reply', ({ vm, request }, done) => vm!.answer(request, done)],
      ['download', (attempt, done) => access.download(attempt, done)],
    ];
  }

  /** The channel to the connection point on which the client holds a port; for others the instance's next one, by turns. */
  private waitForChannel(attempt: Attempt, done: () => void): void {
    const vm = attempt.vm!;
    const held = this.holders.get(attempt.request.client);
    const channel =
      this.channels.find((each) => each.vm === vm && each.point === held) ?? this.nextChannel(vm)!;
    attempt.channel = channel;
    channel.wait(attempt, done);
  }

  private nextChannel(vm: Vm): Channel | null {
    const { points, channels, turns } = this;
    const turn = turns.get(vm) ?? 0;
    for (let place = turn; place < turn + points.length; place++) {
      const point = points[place % points.length];
      const channel = channels.find((each) => each.vm === vm && each.point === point);
      if (channel === undefined) continue;
      turns.set(vm, place + 1);
      return channel;
    }
    return null;
  }

  /** Client notification keeps the port that it takes. */
  private relay({ request, channel }: Attempt, done: () => void): void {
    const { point } = channel!;
    if (request.requestClass === 'notification') this.holders.set(request.client, point);
    point.relay(request, done);
  }

  private answered({ request, seconds, isGivenUp }: Attempt): void {
    if (isGivenUp) return;
    const { client, requestClass, arrival, attempts, exchangesToCome } = request;
    this.ended.push({ client: client.number, requestClass, arrival, attempts, cause: null, seconds });
    if (exchangesToCome > 0) this.ask(client, requestClass, exchangesToCome - 1);
  }
}
