import type { Handler, HandlerId, Simulation } from '../../src/engine/index.js';

/** What of a simulation the plain kernel has too. */
export type Kernel = Pick<
  Simulation,
  | 'now'
  | 'handler'
  | 'schedule'
  | 'startTimer'
  | 'cancelTimer'
  | 'moveTimer'
  | 'stop'
  | 'run'
  | 'pendingEvents'
>;

interface Entry {
  readonly id: number;
  readonly time: number;
  readonly order: number;
  readonly handler: number;
  readonly argument: number;
}

/** The plainest kernel: events and timers in one list, sorted anew for each. */
export class SortedList implements Kernel {
  now = 0;
  private entries: Entry[] = [];
  private readonly handlers: Handler[] = [];
  private order = 0;
  private ids = 0;
  private stopped = false;

  get pendingEvents(): number {
    return this.entries.length;
  }

  handler<Argument extends number, Member extends number>(
    run: (argument: Argument, member: Member) => void,
  ): HandlerId<Argument, Member> {
    return (this.handlers.push(run as Handler) - 1) as HandlerId<Argument, Member>;
  }

  schedule(delay: number, handler: number, argument: number): void {
    this.startTimer(delay, handler, argument);
  }

  startTimer(delay: number, handler: number, argument: number): number {
    const id = ++this.ids;
    this.entries.push({ id, time: this.now + delay, order: this.order++, handler, argument });
    return id;
  }

  cancelTimer(timer: number): void {
    this.entries = this.entries.filter(({ id }) => id !== timer);
  }

  moveTimer(timer: number, delay: number): boolean {
    const entry = this.entries.find(({ id }) => id === timer);
    if (entry === undefined) return false;
    this.cancelTimer(timer);
    this.entries.push({ ...entry, time: this.now + delay, order: this.order++ });
    return true;
  }

  stop(): void {
    this.stopped = true;
  }

  run(until: number): void {
    this.stopped = false;
    for (;;) {
      this.entries.sort((a, b) => a.time - b.time || a.order - b.order);
      const [first] = this.entries;
      if (this.stopped) return;
      if (first === undefined || first.time > until) break;
      this.entries.shift();
      this.now = first.time;
      this.handlers[first.handler]!(first.argument, 0);
    }
    this.now = until;
  }
}
