import type { Happening, Kernel } from './kernel.js';

interface Message {
  readonly seconds: number;
  readonly begun: () => void;
  readonly sent: () => void;
}

/** A card, or one direction of a TCP connection: it sends one message after the other, in the order in which they come. */
export class Line {
  private waiting: Message[] = [];
  private sending: Happening | null = null;

  constructor(private readonly kernel: Kernel) {}

  /**
   * @param seconds for which the message occupies it
   * @param sent when its last bit leaves
   * @param begun when its first bit leaves
   */
  send(seconds: number, sent: () => void, begun: () => void = () => {}): void {
    this.waiting.push({ seconds, sent, begun });
    if (this.sending === null) this.next();
  }

  clear(): void {
    if (this.sending !== null) this.sending.isOff = true;
    this.sending = null;
    this.waiting = [];
  }

  private next(): void {
    const message = this.waiting.shift();
    if (message === undefined) {
      this.sending = null;
      return;
    }
    message.begun();
    this.sending = this.kernel.after(message.seconds, () => {
      this.next();
      message.sent();
    });
  }
}
