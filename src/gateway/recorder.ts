import type { Simulation } from '../engine/index.js';
import { HistogramRows } from '../measure/histogram/rows.js';
import { LogHistogram } from '../measure/histogram.js';
import type { ClientTable } from '../workload/client-table.js';
import { CAUSES } from './causes.js';
import { ClientOutcomes } from './client-outcomes.js';
import { FailurePlaces } from './failure-places.js';
import {
  ARRIVAL,
  ATTEMPTS,
  CLIENT,
  DURATIONS,
  MAX_STAGES,
  PATH,
  REPLY_BYTES,
  REQUEST_BYTES,
  REQUEST_CLASS,
  type RequestStore,
  STEP,
} from './requests.js';
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
  requestBytes = -0; // doubles from the start, see `Simulation`
  replyBytes = -0;
  maxConcurrent = 0;
  readonly failed = new Float64Array(CAUSES.length);
  /** Their sum. */
  failures = 0;
  readonly failedAt = new FailurePlaces();
  /** Limits of the objective, seconds, and how many requests were answered within each. */
  readonly within: number[];
  readonly attemptsFailed = new Float64Array(CAUSES.length);
  /** Of the stages, by number, and behind them of the latency. */
  readonly durations = new HistogramRows(MAX_STAGES + 1);
  readonly stages = Array.from({ length: MAX_STAGES }, (_, stage) => new LogHistogram(this.durations, stage));
  readonly latency = new LogHistogram(this.durations, MAX_STAGES);

  constructor(readonly limits: readonly number[] = []) {
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
    for (let index = 0; index < limits.length; index++) if (seconds <= limits[index]!) within[index]!++;
  }
}

/** Counts requests and the time they take, class by class. */
export class Recorder {
  readonly classes: readonly ClassRecord[];
  readonly tallies: Tallies;
  readonly outcomes: ClientOutcomes;
  /** Tells at which part of the system a request fails; the system sets it. */
  placeOf: (request: number, cause: number) => string = () => '';
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
    private readonly clients: ClientTable,
    classCount: number,
    /** Classes below this are relayed requests; the others do not count towards throughput. */
    private readonly relayedClasses: number,
    /** By class: limits of the objective, seconds. */
    limits: readonly (readonly number[])[] = [],
  ) {
    this.classes = Array.from({ length: classCount }, (_, index) => new ClassRecord(limits[index]));
    this.tallies = new Tallies(classCount, clients.populations.length);
    this.outcomes = new ClientOutcomes(clients);
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
    const requestClass = requests.words[request | REQUEST_CLASS]!;
    const client = requests.words[request | CLIENT]!;
    record.completed++;
    record.inFlight--;
    record.requestBytes += requests.floats[(request >> 1) | REQUEST_BYTES]!;
    record.replyBytes += requests.floats[(request >> 1) | REPLY_BYTES]!;
    this.recordDurations(record, request);
    if (record.limits.length > 0) record.countWithin(this.latency);
    this.checkCausality(request);
    this.tallies.answered(requestClass, this.clients.population.get(client));
    this.outcomes.answered(client);
    if (requestClass >= this.relayedClasses) return;
    this.completedRequests++;
    this.completedBytes += bytes;
    this.latencySum += this.latency;
  }

  /** The client gives up: a request that was never answered has no time, and counts among those that ended. */
  gaveUp(request: number, cause: number): void {
    const { requests, clients } = this;
    const record = this.recordOf(request);
    const client = requests.words[request | CLIENT]!;
    record.failed[cause]!++;
    record.failures++;
    record.inFlight--;
    record.failedAt.add(cause, this.placeOf(request, cause));
    this.tallies.failed(requests.words[request | REQUEST_CLASS]!, clients.population.get(client), cause);
    this.outcomes.failed(client);
  }

  reset(): void {
    for (const record of this.classes) record.reset();
    this.tallies.reset();
    this.outcomes.reset();
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
