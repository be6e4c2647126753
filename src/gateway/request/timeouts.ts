import type { HandlerId, Simulation } from '../../engine/index.js';
import type { RequestId } from './ids.js';
import type { RequestStore } from './requests.js';

/**
 * Time-outs of one length. They expire in the order in which they were armed, so they wait in a ring with one pending
 * event, and an attempt that ends in time costs nothing but its place there.
 */
export class TimeoutRing {
  private deadlines = new Float64Array(64);
  private rows = new Int32Array(64);
  private generations = new Float64Array(64);
  private head = 0;
  private count = 0;
  private armed = false;
  private readonly handler: HandlerId;

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
    private readonly seconds: number,
    private readonly expired: (request: RequestId) => void,
  ) {
    this.handler = simulation.handler(() => this.fire());
  }

  /** Starts the time-out of the request's attempt; it is void once the attempt's generation has passed. */
  arm(request: RequestId): void {
    this.dropVoid();
    if (this.count === this.rows.length) this.grow();
    const place = (this.head + this.count++) & (this.rows.length - 1);
    this.deadlines[place] = this.simulation.now + this.seconds;
    this.rows[place] = request;
    this.generations[place] = this.requests.generation(request);
    if (!this.armed) this.aim();
  }

  private aim(): void {
    this.armed = this.count > 0;
    if (this.armed) this.simulation.scheduleAt(this.deadlines[this.head], this.handler, 0);
  }

  private fire(): void {
    const { now } = this.simulation;
    while (this.count > 0 && this.deadlines[this.head] <= now) {
      const request = this.rows[this.head] as RequestId;
      const live = this.requests.generation(request) === this.generations[this.head];
      this.shift();
      if (live) this.expired(request);
    }
    this.dropVoid();
    this.aim();
  }

  private dropVoid(): void {
    while (
      this.count > 0 &&
      this.requests.generation(this.rows[this.head] as RequestId) !== this.generations[this.head]
    )
      this.shift();
  }

  private shift(): void {
    this.head = (this.head + 1) & (this.rows.length - 1);
    this.count--;
  }

  private grow(): void {
    const { deadlines, rows, generations, head, count } = this;
    const size = rows.length;
    this.deadlines = new Float64Array(size * 2);
    this.rows = new Int32Array(size * 2);
    this.generations = new Float64Array(size * 2);
    for (let index = 0; index < count; index++) {
      const from = (head + index) & (size - 1);
      this.deadlines[index] = deadlines[from];
      this.rows[index] = rows[from];
      this.generations[index] = generations[from];
    }
    this.head = 0;
  }
}
