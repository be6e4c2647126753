import type { Model } from '../../src/model/schema.js';
import type { Client, ClientConnection } from './clients.js';
import type { Kernel } from './kernel.js';
import type { Attempt } from './request.js';
import type { Vm } from './vm.js';
import { Window } from './window.js';

const TCP = 1;
const FULL_TLS = 2;
const RESUMED_TLS = 1;

/** A client's own way to the gateway: stages `connect`, `upload`, `download`. */
export class Access {
  private readonly idleTimeout: () => number;

  constructor(
    private readonly kernel: Kernel,
    private readonly model: Model,
    private readonly vms: readonly Vm[],
  ) {
    this.idleTimeout = kernel.draws('load-balancer/idle', model.loadBalancer.idleTimeout);
  }

  /** What the requests before the start have left: a connection, last used then. */
  standAtStart(client: Client): Vm | null {
    const secondsAgo = client.askedAgo.anything;
    if (secondsAgo === Number.POSITIVE_INFINITY) return null;
    const vm = this.choose('clients/standing');
    Object.assign(client.connection, { vm, lastUse: -secondsAgo });
    return vm;
  }

  connect(attempt: Attempt, done: () => void): void {
    const { kernel } = this;
    const { client } = attempt.request;
    const { connection } = client;
    const isDemand = attempt.request.attempts === 1;
    if (connection.vm !== null && kernel.now - connection.lastUse <= this.idleTimeout()) {
      if (isDemand) connection.lastUse = kernel.now;
      attempt.vm = connection.vm;
      return done();
    }
    const vm = this.choose(`${this.model.gateway!.name}/hash`);
    const isResumed = connection.vm === vm && vm.knowsSession(kernel.now - connection.lastUse);
    const stale = this.loseOn(client, connection);
    Object.assign(connection, { vm, lastUse: kernel.now });
    attempt.vm = vm;
    const roundTrips = TCP + (isResumed ? RESUMED_TLS : FULL_TLS);
    kernel.after(stale + roundTrips * client.rtt, () =>
      vm.shakeHands(isResumed, client.authentication === 'certificate', done),
    );
  }

  upload({ request }: Attempt, done: () => void): void {
    this.kernel.after(this.transfer(request.client, request.requestBytes, request.client.up), done);
  }

  /** A reply leaves through the instance's card. */
  download({ request, vm }: Attempt, done: () => void): void {
    const seconds = this.transfer(request.client, request.replyBytes, request.client.down);
    vm!.card.send((request.replyBytes * 8) / vm!.bitsPerSecond, () => this.kernel.after(seconds, done));
  }

  /** Time lost on a connection that the load balancer has dropped without a reset. */
  private loseOn({ population }: Client, { vm }: ClientConnection): number {
    if (vm === null || this.model.loadBalancer.tcpReset) return 0;
    return this.kernel.draws(`clients/${population.name}/stale`, population.staleConnection)();
  }

  /** Half a round trip, the bytes, and the further rounds of a cold window. */
  private transfer(client: Client, bytes: number, bitsPerSecond: number): number {
    const window = new Window(this.kernel, this.model.connectionPoints.channel, () => 0);
    const rounds = client.rtt > 0 ? window.furtherRounds(bytes, true) : 0;
    return (0.5 + rounds) * client.rtt + (bytes * 8) / bitsPerSecond;
  }

  /** The load balancer's choice, by chance and each alike. */
  private choose(stream: string): Vm {
    return this.vms[this.kernel.stream(stream).integer(this.vms.length)]!;
  }
}
