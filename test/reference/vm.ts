import { vmCapacity } from '../../src/model/catalogue.js';
import type { GatewayModel } from '../../src/model/schema.js';
import type { Kernel } from './kernel.js';
import { Line } from './line.js';
import type { Request } from './request.js';
import { Station } from './station.js';

/** An instance of the gateway: cores, and a network card towards its channels. */
export class Vm {
  readonly name: string;
  readonly cpu: Station;
  readonly card: Line;
  readonly bitsPerSecond: number;
  private readonly draws;
  requests = 0;

  constructor(
    private readonly kernel: Kernel,
    gateway: GatewayModel,
    /** From 0. */
    readonly index: number,
  ) {
    const { name, vm } = gateway;
    const { cores, nicBitsPerSecond } = vmCapacity(gateway);
    this.name = `${name}/vm/${index + 1}`;
    this.cpu = new Station(kernel, cores, vm.discipline);
    this.card = new Line(kernel);
    this.bitsPerSecond = nicBitsPerSecond;
    const of = (
      what: 'fullHandshake' | 'resumedHandshake' | 'certificateCheck' | 'tokenCheck' | 'request' | 'reply',
    ) => this.kernel.draws(`${this.name}/service`, vm[what]);
    this.draws = {
      full: of('fullHandshake'),
      resumed: of('resumedHandshake'),
      certificate: of('certificateCheck'),
      token: of('tokenCheck'),
      request: of('request'),
      reply: of('reply'),
      perKiB: kernel.draws(`${this.name}/per-kib`, vm.perKiB),
      session: kernel.draws(`${this.name}/session`, vm.sessionLifetime),
    };
  }

  /** Whether it still knows a TLS session that was last used so long ago. */
  knowsSession(secondsAgo: number): boolean {
    return secondsAgo <= this.draws.session();
  }

  shakeHands(isResumed: boolean, hasCertificate: boolean, done: () => void): void {
    const { full, resumed, certificate } = this.draws;
    const handshake = isResumed ? resumed() : full();
    this.work(handshake + (hasCertificate ? certificate() : 0), done);
  }

  forward({ requestBytes, client }: Request, done: () => void): void {
    const { request, perKiB, token } = this.draws;
    this.requests++;
    const seconds = request() + (perKiB() * requestBytes) / 1024;
    this.work(seconds + (client.authentication === 'certificate' ? 0 : token()), done);
  }

  answer({ replyBytes }: Request, done: () => void): void {
    const { reply, perKiB } = this.draws;
    this.work(reply() + (perKiB() * replyBytes) / 1024, done);
  }

  /** A demand of exactly zero is no visit. */
  private work(seconds: number, done: () => void): void {
    if (seconds === 0) done();
    else this.cpu.serve(seconds, done);
  }
}
