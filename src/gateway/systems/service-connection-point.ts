import { createDistribution, type HandlerId } from '../../engine/index.js';
import { networkOf } from '../../model/network/from-model.js';
import { isManaged } from '../../model/network/managed.js';
import type { GatewayModel } from '../../model/schema.js';
import type { Context } from '../request/context.js';
import type { Gateway } from './gateway.js';
import { creditsAtStart } from './vm/credits-at-start.js';
import type { Vm } from './vm/vm.js';

/**
 * The service connection point of the site: deploys instances (5 to 15 min each), takes them away after a drain, and
 * watches outbound traffic. Offline, or kept from Azure by its firewall, it does none of it.
 */
export class ServiceConnectionPoint {
  /** By gateway: whether it can do any of it. */
  private readonly manages: readonly boolean[];
  /** Changes under way, by the number that their event carries. */
  private readonly changes = new Map<number, () => void>();
  private ordered = 0;
  private readonly changeHandler: HandlerId;

  constructor(
    private readonly context: Context,
    private readonly gateways: readonly Gateway[],
  ) {
    this.changeHandler = context.simulation.handler((number) => this.carryOut(number));
    const network = networkOf(context.model);
    this.manages = network.gateways.map((gateway) => isManaged(network, gateway));
  }

  /**
   * Brings every gateway to its first instances, those of the last change of its size before the start: at once where it
   * runs already, else by provisioning.
   */
  start(): void {
    for (const gateway of this.gateways) {
      const { instances, former, secondsAgo } = this.sizeAtStart(gateway);
      gateway.plan(instances);
      for (const vm of gateway.vms.slice(0, Math.max(instances, former))) {
        if (!gateway.model.provisioned) this.provision(gateway, vm);
        else if (vm.index >= former) this.provision(gateway, vm, secondsAgo);
        else if (vm.index < instances) {
          gateway.open(vm, true);
          const credits = creditsAtStart(this.context.model, gateway.model, former);
          if (credits !== null) vm.recallCredits(credits);
        } else this.drainBefore(gateway, vm, secondsAgo);
      }
      this.watchOutbound(gateway);
    }
  }

  /** Instances at the start, those before the last change, and how long ago that was: earlier ones have long been made. */
  private sizeAtStart({ index, model }: Gateway) {
    const { events, simulation } = this.context.model;
    const changes = events
      .flatMap((event) => (event.event === 'scale' && event.at < simulation.start ? [event] : []))
      .filter((event) => (event.gateway ?? this.gateways[0]!.name) === model.name)
      .sort((a, b) => a.at - b.at);
    const last = changes.at(-1);
    if (last === undefined || !this.manages[index]!)
      return { instances: model.instances, former: model.instances, secondsAgo: 0 };
    const { instances } = last;
    // A gateway that is yet to be deployed had no other size.
    const former = model.provisioned ? (changes.at(-2)?.instances ?? model.instances) : instances;
    return { instances, former, secondsAgo: simulation.start - last.at };
  }

  /** Changes the number of instances: new ones are provisioned first, those taken away drain. */
  scale(gateway: Gateway, instances: number): void {
    if (!this.manages[gateway.index]!) return;
    gateway.plan(instances);
    for (const vm of gateway.vms) {
      if (vm.index < instances && vm.state === 'absent') this.provision(gateway, vm);
      if (vm.index < instances && vm.state === 'draining') this.keep(gateway, vm);
      if (vm.index >= instances && vm.state !== 'absent') this.drain(gateway, vm);
    }
  }

  /**
   * An instance goes away and comes back after `seconds`, as a new machine when it is rebuilt.
   * @param isNoticed whether the load balancer knows already, as its probes have failed for long
   */
  interrupt(gateway: Gateway, vm: Vm, seconds: number, rebuilt: boolean, isNoticed = false): void {
    if (vm.state !== 'running') return;
    gateway.close(vm, 'down');
    if (isNoticed) gateway.loadBalancer.remove(vm);
    const { epoch } = vm;
    this.later(seconds, () => {
      if (vm.state !== 'down' || vm.epoch !== epoch) return;
      if (rebuilt) vm.replace();
      gateway.open(vm);
    });
  }

  /** @param secondsAgo when it was ordered, before time 0 */
  private provision(gateway: Gateway, vm: Vm, secondsAgo = 0): void {
    if (!this.manages[gateway.index]!) return;
    vm.deploy();
    const order = ++vm.orders;
    const seconds = createDistribution(gateway.model.vm.provisioning).sample(
      this.context.simulation.stream(`${vm.name}/provisioning`),
    );
    if (secondsAgo > 0 && seconds <= secondsAgo) return gateway.open(vm, true);
    this.later(seconds - secondsAgo, () => {
      if (vm.orders !== order) return;
      vm.replace();
      gateway.open(vm);
    });
  }

  /** An instance that was taken away before time 0, and may still drain. */
  private drainBefore(gateway: Gateway, vm: Vm, secondsAgo: number): void {
    const left = vm.drainSeconds() - secondsAgo;
    if (left <= 0) return;
    const order = ++vm.orders;
    gateway.open(vm, true);
    gateway.loadBalancer.remove(vm);
    vm.state = 'draining';
    this.later(left, () => {
      if (vm.orders === order) gateway.close(vm, 'absent');
    });
  }

  private drain(gateway: Gateway, vm: Vm): void {
    if (vm.state === 'draining') return;
    const order = ++vm.orders;
    gateway.loadBalancer.remove(vm);
    if (!vm.isServing) return gateway.close(vm, 'absent');
    vm.state = 'draining';
    this.later(vm.drainSeconds(), () => {
      if (vm.orders === order) gateway.close(vm, 'absent');
    });
  }

  private keep(gateway: Gateway, vm: Vm): void {
    vm.orders++;
    gateway.keep(vm);
  }

  /** The product's rule: every 6 min, stop the service if the outbound traffic of a period has passed its threshold. */
  private watchOutbound(gateway: Gateway): void {
    const { threshold, stopService, check, period } = gateway.model.outbound;
    if (threshold === undefined || !stopService || !this.manages[gateway.index]!) return;
    const { simulation } = this.context;
    // What had left at each look, oldest first; the first is the last one that is no younger than the period.
    const looks = [{ time: 0, bytes: 0 }];
    const look = simulation.handler(() => {
      const { now } = simulation;
      const bytes = outboundBytes(gateway);
      looks.push({ time: now, bytes });
      while (looks[1]!.time <= now - period) looks.shift();
      if (bytes - looks[0]!.bytes > threshold) gateway.stopService();
      else simulation.schedule(check, look, 0);
    });
    simulation.schedule(check, look, 0);
  }

  private later(seconds: number, run: () => void): void {
    const number = this.ordered++;
    this.changes.set(number, run);
    this.context.simulation.schedule(seconds, this.changeHandler, number);
  }

  private carryOut(number: number): void {
    const run = this.changes.get(number)!;
    this.changes.delete(number);
    run();
  }
}

/** Bytes that have left Azure through a gateway and its storage, of which content and logs come. */
const outboundBytes = ({ vms, storage, model }: Gateway): number =>
  vms.reduce((sum, vm) => sum + vm.egressBytes + logBytes(model, vm.times.deployedSeconds()), 0) +
  storage.link.carriedBytes();

/** Bytes of logs that an instance writes to storage in so many seconds; this role fetches all of them. */
export const logBytes = ({ vm }: GatewayModel, seconds: number): number =>
  (vm.logsPerHour * seconds) / SECONDS_PER_HOUR;

const SECONDS_PER_HOUR = 3600;
