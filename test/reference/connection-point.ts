import type { Model } from '../../src/model/schema.js';
import type { Kernel } from './kernel.js';
import { Line } from './line.js';
import type { Request } from './request.js';
import { Station } from './station.js';

/** Cores, a card, and the dynamic ports of notification channels. */
export class ConnectionPoint {
  readonly name: string;
  readonly card: Line;
  private readonly cpu: Station;
  private readonly draws;
  requests = 0;

  constructor(kernel: Kernel, gateway: string, { connectionPoints }: Model, index: number) {
    this.name = `${gateway}/cp/${index + 1}`;
    this.card = new Line(kernel);
    this.cpu = new Station(kernel, connectionPoints.cores, 'fcfs');
    this.draws = {
      request: kernel.draws(`${this.name}/service`, connectionPoints.request),
      reply: kernel.draws(`${this.name}/service`, connectionPoints.reply),
      perKiB: kernel.draws(`${this.name}/per-kib`, connectionPoints.perKiB),
    };
  }

  relay({ requestBytes }: Request, done: () => void): void {
    this.requests++;
    this.work(this.draws.request() + (this.draws.perKiB() * requestBytes) / 1024, done);
  }

  relayBack({ replyBytes }: Request, done: () => void): void {
    this.work(this.draws.reply() + (this.draws.perKiB() * replyBytes) / 1024, done);
  }

  private work(seconds: number, done: () => void): void {
    if (seconds === 0) done();
    else this.cpu.serve(seconds, done);
  }
}
