import type { Simulation } from '../../engine/index.js';
import { HistogramRows } from '../../measure/histogram/rows.js';
import { LogHistogram } from '../../measure/histogram.js';
import { CAUSES, type CauseId } from './causes.js';
import { ClientOutcomes } from './client-outcomes.js';
import { FailuresByPart } from './failures-by-part.js';
import type { ClientAttributes, RequestId } from './ids.js';
import type { RequestStore } from './requests.js';
import { Tallies } from './tallies.js';

/** Anachronisms that are worth telling. */
const MOST_NOTES = 10;

/** What one request class has done since the end of the warm-up. */
export class ClassRecord {
  offered = 0;
  completed = 0;
  inFlight = 0;
  attempts = 0;
  retried = 0;
  requestBytes = -0; // notes: double-fields
  replyBytes = -0;
  maxConcurrent = 0;
  readonly failed = new Float64Array(CAUSES.length);
  /** Their sum. */
  failures = 0;
  readonly failedAt = new FailuresByPart();
  /** Limits of the objective, seconds, and how many requests were answered within each. */
  readonly within: number[];
  readonly attemptsFailed = new Float64Array(CAUSES.length);
  /** Of the stages, by their places on the path, and behind them of the latency. */
  readonly durations: HistogramRows;
  readonly stages: readonly LogHistogram[];
  readonly latency: LogHistogram;

  /** @param stageCount stages of the path of these requests */
  constructor(
    readonly stageCount: number,
    readonly limits: readonly number[],
  ) {
    this.durations = new HistogramRows(stageCount + 1);
    this.stages = Array.from({ length: stageCount }, (_, stage) => new LogHistogram(this.durations, stage));
    this.latency = new LogHistogram(this.durations, stageCount);
    this.within = limits.map(() => 0);
  }

  reset(): void {
    this.offered = this.inFlight;
    this.completed = 0;
    this.attempts = 0;
    this.retried = 0;
    this.requestBytes = 0;
    this.replyBytes = 0;
    this.maxConcurrent = this.inFlight;
    this.failed.fill(0);
    this.failures = 0;
    this.failedAt.reset();
    this.attemptsFailed.fill(0);
    this.durations.reset();
    this.within.fill(0);
  }

  /** Counts an answer that came after so many seconds. */
  countWithin(seconds: number): void {
    const { limits, within } = this;
    for (let index = 0; index < limits.length; index++) if (seconds <= limits[index]) within[index]++;
  }
}

export interface RecorderOptions {
  /** By class: stages of its path, and limits of the objective, seconds. */
  readonly classes: readonly { readonly stages: number; readonly limits: readonly number[] }[];
  /** Classes below this are relayed requests; the others do not count towards throughput. */
  readonly relayedClasses: number;
  /** The part of the system at which a request fails. */
  readonly failedPart: (request: RequestId, cause: CauseId) => string;
}

/** Counts requests and the time they take, class by class. */
export class Recorder {
  readonly classes: readonly ClassRecord[];
  readonly tallies: Tallies;
  readonly outcomes: ClientOutcomes;
  private readonly relayedClasses: number;
  private readonly failedPart: RecorderOptions['failedPart'];
  /** Since creation, for the intervals of the time series. */
  completedRequests = 0;
  completedBytes = -0; // notes: double-fields
  latencySum = -0;
  /** Requests whose stages do not add up to the time that they took, or take less than none; the first few. */
  readonly anachronisms: string[] = [];

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
    private readonly clients: ClientAttributes,
    { classes, relayedClasses, failedPart }: RecorderOptions,
  ) {
    this.relayedClasses = relayedClasses;
    this.failedPart = failedPart;
    this.classes = classes.map(({ stages, limits }) => new ClassRecord(stages, limits));
    this.tallies = new Tallies(classes.length, clients.populations.length);
    this.outcomes = new ClientOutcomes(clients);
  }

  began(request: RequestId): void {
    const record = this.recordOf(request);
    record.offered++;
    if (++record.inFlight > record.maxConcurrent) record.maxConcurrent = record.inFlight;
  }

  attempted(request: RequestId): void {
    const record = this.recordOf(request);
    record.attempts++;
    if (this.requests.attempts(request) > 1) record.retried++;
  }

  attemptFailed(request: RequestId, cause: CauseId): void {
    this.recordOf(request).attemptsFailed[cause]++;
  }

  completed(request: RequestId): void {
    const { requests } = this;
    const record = this.recordOf(request);
    const bytes = requests.requestBytes(request) + requests.replyBytes(request);
    const requestClass = requests.requestClass(request);
    const client = requests.client(request);
    record.completed++;
    record.inFlight--;
    record.requestBytes += requests.requestBytes(request);
    record.replyBytes += requests.replyBytes(request);
    const latency = this.recordDurations(record, request);
    if (record.limits.length > 0) record.countWithin(latency);
    this.checkCausality(request, latency);
    this.tallies.answered(requestClass, this.clients.population.get(client));
    this.outcomes.answered(client);
    if (requestClass >= this.relayedClasses) return;
    this.completedRequests++;
    this.completedBytes += bytes;
    this.latencySum += latency;
  }

  /** The client gives up: a request that was never answered has no time, and counts among those that ended. */
  gaveUp(request: RequestId, cause: CauseId): void {
    const { requests, clients } = this;
    const record = this.recordOf(request);
    const client = requests.client(request);
    record.failed[cause]++;
    record.failures++;
    record.inFlight--;
    record.failedAt.add(cause, this.failedPart(request, cause));
    this.tallies.failed(requests.requestClass(request), clients.population.get(client), cause);
    this.outcomes.failed(client);
  }

  reset(): void {
    for (const record of this.classes) record.reset();
    this.tallies.reset();
    this.outcomes.reset();
  }

  /** Records the stages of a request that has been through all of them, and clears them; returns their sum, the latency. */
  private recordDurations(record: ClassRecord, request: RequestId): number {
    const { requests } = this;
    const { durations, stageCount } = record;
    let latency = 0;
    for (let stage = 0; stage < stageCount; stage++) {
      let seconds = requests.seconds(request, stage);
      if (seconds === 0) continue;
      requests.setSeconds(request, stage, 0);
      if (seconds < 0) {
        this.note(request, `stage ${stage} takes ${seconds} s`);
        seconds = 0;
      }
      durations.put(stage, seconds);
      latency += seconds;
    }
    requests.setStep(request, 0);
    durations.put(stageCount, latency);
    durations.endRow();
    return latency;
  }

  /** The clock's own rounding, 2^-52 of the time, comes in at each stage. */
  private checkCausality(request: RequestId, latency: number): void {
    const { now } = this.simulation;
    const lived = now - this.requests.arrival(request);
    if (Math.abs(latency - lived) <= 1e-9 + now * 1e-13) return;
    this.note(request, `its stages take ${latency} s, but it took ${lived} s`);
  }

  private note(request: RequestId, what: string): void {
    if (this.anachronisms.length < MOST_NOTES) this.anachronisms.push(`request ${request}: ${what}`);
  }

  private recordOf(request: RequestId): ClassRecord {
    return this.classes[this.requests.requestClass(request)];
  }
}
