import type { QueueKind } from '../../engine/index.js';
import type { Model } from '../../model/schema.js';
import type { IntervalObservation, Observation } from './observation.js';
import { startMeters } from './observe.js';
import { System } from './system.js';

export interface SimulateOptions extends RunOptions {
  readonly seed: string | number;
  readonly replication: number;
  /** Layout of the event queue; it changes speed, never results. */
  readonly queue?: QueueKind | undefined;
}

interface RunOptions {
  /** Instead of the model's own, seconds. */
  readonly durationSeconds?: number | undefined;
  readonly warmupSeconds?: number | undefined;
  /** Called after each interval, those of the warm-up included, with the share of the simulated time that has passed. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Episodes are found minute by minute, whatever the interval of the time series is. */
const MINUTE = 60;

/**
 * Simulates one replication of a model: the warm-up, then the measured part minute by minute and in intervals.
 * Equal model, seed and replication give equal observations.
 * @throws BrokenInvariant where a request meets with what cannot happen
 */
export const simulate = (model: Model, options: SimulateOptions): Observation =>
  simulateSystem(new System(model, options.seed, options.replication, options.queue), options);

/** Likewise for a system that is built and has not run yet. */
export function simulateSystem(system: System, options: RunOptions = {}): Observation {
  const { recorder, registry, model, replication } = system;
  const duration = options.durationSeconds ?? model.simulation.duration;
  const warmup = options.warmupSeconds ?? model.simulation.warmup;
  const report = (measured: number) => options.onProgress?.((warmup + measured) / (warmup + duration));
  runWarmup(system, warmup, report);
  recorder.reset();
  registry.reset(Math.ceil(duration / MINUTE - 1e-9));
  const observe = startMeters(system, { warmup, duration, replication });
  const intervals = runMeasured(system, warmup, duration, report);
  return observe(intervals);
}

/**
 * Runs the warm-up, in steps of an interval so that progress can be reported. Without one nothing happens before the
 * measured part, not even what is due at the very start.
 */
function runWarmup({ simulation, model }: System, warmup: number, report: (measured: number) => void): void {
  const { interval } = model.simulation;
  for (let time = interval; interval > 0 && time < warmup; time += interval) {
    simulation.run(time);
    report(time - warmup);
  }
  if (warmup > 0) simulation.run(warmup);
  report(0);
}

/**
 * Runs the measured part to the end of each minute and of each interval; a last interval that is shorter counts for the
 * totals alone, a last minute that is shorter is one.
 */
function runMeasured(
  system: System,
  warmup: number,
  duration: number,
  report: (measured: number) => void,
): IntervalObservation {
  const { simulation, recorder, registry, model } = system;
  const { interval } = model.simulation;
  const intervals = new IntervalSeries(system);
  const intervalCount = interval > 0 ? Math.floor(duration / interval + 1e-9) : 0;
  const minuteCount = Math.ceil(duration / MINUTE - 1e-9);
  const endOfMinute = (index: number): number => Math.min(duration, (index + 1) * MINUTE);
  let minute = 0;
  let index = 0;
  while (minute < minuteCount || index < intervalCount) {
    const nextMinute = minute < minuteCount ? endOfMinute(minute) : Infinity;
    const nextInterval = index < intervalCount ? (index + 1) * interval : Infinity;
    simulation.run(warmup + Math.min(nextMinute, nextInterval));
    if (nextMinute <= nextInterval) {
      registry.endMinute();
      recorder.tallies.endMinute();
      minute++;
    }
    if (nextInterval <= nextMinute) {
      intervals.end(index * interval);
      index++;
      report(index * interval);
    }
  }
  simulation.run(Math.max(simulation.now, warmup + duration));
  return intervals.observe();
}

/** What the whole gateway did, interval by interval. */
class IntervalSeries {
  private readonly startSeconds: number[] = [];
  private readonly completedRequests: number[] = [];
  private readonly bytes: number[] = [];
  private readonly meanLatencySeconds: (number | null)[] = [];
  private before: { readonly requests: number; readonly bytes: number; readonly latency: number };

  constructor(private readonly system: System) {
    this.before = this.now();
  }

  end(startSeconds: number): void {
    const { before } = this;
    const now = this.now();
    const completed = now.requests - before.requests;
    this.system.registry.endInterval();
    this.startSeconds.push(startSeconds);
    this.completedRequests.push(completed);
    this.bytes.push(now.bytes - before.bytes);
    this.meanLatencySeconds.push(completed > 0 ? (now.latency - before.latency) / completed : null);
    this.before = now;
  }

  observe(): IntervalObservation {
    const { startSeconds, completedRequests, bytes, meanLatencySeconds } = this;
    const resources = this.system.registry.series();
    return { startSeconds, completedRequests, bytes, meanLatencySeconds, resources };
  }

  private now() {
    const { completedRequests, completedBytes, latencySum } = this.system.recorder;
    return { requests: completedRequests, bytes: completedBytes, latency: latencySum };
  }
}
