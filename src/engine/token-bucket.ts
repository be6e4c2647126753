import { requireNotNegative } from './resource.js';
import type { HandlerId, Simulation } from './simulation.js';

export interface TokenBucketOptions {
  /** Tokens that flow in each second. */
  readonly ratePerSecond: number;
  /** Tokens that the bucket holds at most. */
  readonly capacity: number;
  /** Tokens at the start (default: full). */
  readonly initial?: number;
  /** Called when a drain has emptied the bucket. */
  readonly onEmpty?: () => void;
}

/**
 * Tokens that flow in at a constant rate up to a capacity, taken in amounts (a rate limit) or drained at a rate
 * (CPU credits). The level is computed when it is asked for; only a draining bucket that will run dry has a timer.
 */
export class TokenBucket {
  /** Tokens taken by `tryTake`. */
  taken = 0;
  /** Calls of `tryTake` that found too few tokens. */
  refused = 0;
  private rate: number;
  private readonly capacity: number;
  private readonly onEmpty: (() => void) | undefined;
  private drain = 0;
  private tokens: number;
  private updated: number;
  private timer = 0;
  private isDry = false;
  private readonly empty: HandlerId;

  /** Throws a RangeError on negative numbers or an initial level above the capacity. */
  constructor(
    private readonly simulation: Simulation,
    options: TokenBucketOptions,
  ) {
    const { ratePerSecond, capacity, initial = capacity, onEmpty } = options;
    requireNotNegative('token bucket', 'ratePerSecond', ratePerSecond);
    requireNotNegative('token bucket', 'capacity', capacity);
    requireNotNegative('token bucket', 'initial', initial);
    if (initial > capacity)
      throw new RangeError(`token bucket: initial ${initial} is above the capacity ${capacity}`);
    this.rate = ratePerSecond;
    this.capacity = capacity;
    this.onEmpty = onEmpty;
    this.tokens = initial;
    this.updated = simulation.now;
    this.empty = simulation.handler(() => this.runDry());
  }

  /** Takes n tokens if they are there; otherwise takes none, counts a refusal and returns false. */
  tryTake(n = 1): boolean {
    if (this.level() < n) {
      this.refused++;
      return false;
    }
    this.tokens -= n;
    this.taken += n;
    if (this.drain > 0) this.aim();
    return true;
  }

  /** Tokens now. */
  level(): number {
    const { now } = this.simulation;
    if (now > this.updated) {
      const level = this.tokens + (this.rate - this.drain) * (now - this.updated);
      this.tokens = Math.min(this.capacity, Math.max(0, level));
      this.updated = now;
    }
    return this.tokens;
  }

  /** Changes the inflow. */
  setRate(ratePerSecond: number): void {
    requireNotNegative('token bucket', 'ratePerSecond', ratePerSecond);
    this.level();
    this.rate = ratePerSecond;
    this.aim();
  }

  /** Sets a continuous consumption beside the inflow. `onEmpty` is called once when the level reaches 0 by it. */
  setDrain(ratePerSecond: number): void {
    requireNotNegative('token bucket', 'drain', ratePerSecond);
    this.level();
    this.drain = ratePerSecond;
    this.aim();
  }

  /** Sets the timer to the moment at which the bucket runs dry, if it will. */
  private aim(): void {
    if (this.onEmpty === undefined) return;
    const loss = this.drain - this.rate;
    if (!(loss > 0) || this.tokens / loss === Infinity) {
      this.simulation.cancelTimer(this.timer);
      return;
    }
    if (this.tokens > 0) this.isDry = false;
    if (this.isDry) return;
    const delay = this.tokens / loss;
    if (!this.simulation.moveTimer(this.timer, delay)) {
      this.timer = this.simulation.startTimer(delay, this.empty, 0);
    }
  }

  private runDry(): void {
    this.level();
    this.isDry = true;
    this.tokens = 0; // exact, not a rounding error above or below
    this.onEmpty?.();
  }
}
