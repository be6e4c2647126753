import type { Simulation } from '../engine/index.js';
import { HistogramRows } from '../measure/histogram/rows.js';
import { LogHistogram } from '../measure/histogram.js';
import { CAUSES } from './causes.js';
import {
  ARRIVAL,
  ATTEMPTS,
  DURATIONS,
  MAX_STAGES,
  PATH,
  REPLY_BYTES,
  REQUEST_BYTES,
  REQUEST_CLASS,
  type RequestStore,
  STEP,
} from './requests.js';

/** Anachronisms that are worth telling. */
const MOST_NOTES = 10;

/** What one request class has done since the end of the warm-up. */
export class ClassRecord {
  offered = 0;
  completed = 0;
  inFlight = 0;
  attempts = 0;
  retried = 0;
  requestBytes = -0; // doubles from the start, see `Simulation`
  replyBytes = -0;
  maxConcurrent = 0;
  readonly failed = new Float64Array(CAUSES.length);
  readonly attemptsFailed = new Float64Array(CAUSES.length);
  /** Of the stages, by number, and behind them of the latency. */
  readonly durations = new HistogramRows(MAX_STAGES + 1);
  readonly stages = Array.from({ length: MAX_STAGES }, (_, stage) => new LogHistogram(this.durations, stage));
  readonly latency = new LogHistogram(this.durations, MAX_STAGES);

  reset(): void {
    this.offered = this.inFlight;
    this.completed = 0;
    this.attempts = 0;
    this.retried = 0;
    this.requestBytes = 0;
    this.replyBytes = 0;
    this.maxConcurrent = this.inFlight;
    this.failed.fill(0);
    this.attemptsFailed.fill(0);
    this.durations.reset();
  }
}

/** Counts requests and the time they take, class by class. */
export class Recorder {
  readonly classes: readonly ClassRecord[];
  /** Since creation, for the intervals of the time series. */
  completedRequests = 0;
  completedBytes = -0; // doubles likewise
  latencySum = -0;
  private latency = -0; // of the request last recorded: as the result of a call it would be a heap number
  /** By path: its stages, of which each request is counted in all. */
  stageCounts: readonly number[] = [];
  /** Requests whose stages do not add up to the time that they took, or take less than none; the first few. */
  readonly anachronisms: string[] = [];

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
    classCount: number,
    /** Classes below this are relayed requests; the others do not count towards throughput. */
    private readonly relayedClasses: number,
  ) {
    this.classes = Array.from({ length: classCount }, () => new ClassRecord());
  }

  began(request: number): void {
    const record = this.recordOf(request);
    record.offered++;
    if (++record.inFlight > record.maxConcurrent) record.maxConcurrent = record.inFlight;
  }

  attempted(request: number): void {
    const record = this.recordOf(request);
    record.attempts++;
    if (this.requests.words[request | ATTEMPTS]! > 1) record.retried++;
  }

  attemptFailed(request: number, cause: number): void {
    this.recordOf(request).attemptsFailed[cause]!++;
  }

  completed(request: number): void {
    const { requests } = this;
    const record = this.recordOf(request);
    const bytes =
      requests.floats[(request >> 1) | REQUEST_BYTES]! + requests.floats[(request >> 1) | REPLY_BYTES]!;
    record.completed++;
    record.inFlight--;
    record.requestBytes += requests.floats[(request >> 1) | REQUEST_BYTES]!;
    record.replyBytes += requests.floats[(request >> 1) | REPLY_BYTES]!;
    this.recordDurations(record, request);
    this.checkCausality(request);
    if (requests.words[request | REQUEST_CLASS]! >= this.relayedClasses) return;
    this.completedRequests++;
    this.completedBytes += bytes;
    this.latencySum += this.latency;
  }

  /** The client gives up. Only time-outs count in the latency: a client that is refused at once has not waited. */
  gaveUp(request: number, cause: number, timedOut: boolean): void {
    const record = this.recordOf(request);
    record.failed[cause]!++;
    record.inFlight--;
    if (timedOut)
      this.recordCut(record, request, this.simulation.now - this.requests.floats[(request >> 1) | ARRIVAL]!);
  }

  reset(): void {
    for (const record of this.classes) record.reset();
  }

  /** Records the stages of a request that has been through all of them, and as the latency their sum; clears them. */
  private recordDurations(record: ClassRecord, request: number): void {
    const { floats, words } = this.requests;
    const { durations } = record;
    const base = (request >> 1) | DURATIONS;
    const stages = this.stageCounts[words[request | PATH]!]!;
    let latency = 0;
    for (let stage = 0; stage < stages; stage++) {
      let seconds = floats[base | stage]!;
      if (seconds === 0) continue;
      floats[base | stage] = 0;
      if (seconds < 0) {
        this.note(request, `stage ${stage} takes ${seconds} s`);
        seconds = 0;
      }
      durations.put(stage, seconds);
      latency += seconds;
    }
    words[request | STEP] = 0;
    this.latency = latency;
    durations.put(MAX_STAGES, latency);
    durations.endRow();
  }

  /**
   * Records the stages of a request that was given up after `limit` seconds, which are its latency. Stages are cut where
   * they would pass it (a delay under way had been stamped in full), and what is missing belongs to the stage in which the
   * request was.
   */
  private recordCut(record: ClassRecord, request: number, limit: number): void {
    const { floats, words } = this.requests;
    const { durations } = record;
    const base = (request >> 1) | DURATIONS;
    const stages = this.stageCounts[words[request | PATH]!]!;
    const last = Math.min(words[request | STEP]!, stages - 1);
    let latency = 0;
    for (let stage = 0; stage < stages; stage++) {
      const left = limit - latency;
      const seconds = stage < last ? Math.min(floats[base | stage]!, left) : stage === last ? left : 0;
      durations.put(stage, Math.max(0, seconds));
      latency += Math.max(0, seconds);
    }
    durations.put(MAX_STAGES, latency);
    durations.endRow();
  }

  /** The clock's own rounding, 2^-52 of the time, comes in at each stage. */
  private checkCausality(request: number): void {
    const { latency } = this;
    const { now } = this.simulation;
    const lived = now - this.requests.floats[(request >> 1) | ARRIVAL]!;
    if (Math.abs(latency - lived) <= 1e-9 + now * 1e-13) return;
    this.note(request, `its stages take ${latency} s, but it took ${lived} s`);
  }

  private note(request: number, what: string): void {
    if (this.anachronisms.length < MOST_NOTES) this.anachronisms.push(`request ${request}: ${what}`);
  }

  private recordOf(request: number): ClassRecord {
    return this.classes[this.requests.words[request | REQUEST_CLASS]!]!;
  }
}
