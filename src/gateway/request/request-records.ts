import { alignedFloats, alignedWords } from '../../engine/index.js';
import type { CauseId } from './causes.js';
import { type FateId, FREE } from './fate.js';
import {
  type ChannelId,
  type ClientId,
  NONE,
  type PathId,
  type RequestClassId,
  type RequestId,
  type SourceId,
  type VmId,
} from './ids.js';

// Attributes in `words`, at `request | ...`. Of the attempt, where it is and what it holds:
const FATE = 0;
const PATH = 1;
const STEP = 2;
const CLIENT = 3;
const REQUEST_CLASS = 4;
const VM = 5;
const CHANNEL = 6;
const CHANNEL_EPOCH = 7;
const CONNECTION = 8;
const HOLDS_SLOT = 9;
const PORT_EPOCH = 10;
const SITE_SYSTEM = 11;
// Of the logical request, what the client wants: it outlives an attempt.
const ATTEMPTS = 24;
const EXCHANGES_LEFT = 25;
const SOURCE = 26;
const PARENT = 27;
const CERTIFIED = 28;
const CAUSE = 29;

// Attributes in `floats`, the same memory, at `(request >> 1) | ...`: doubles 6 to 11 are words 12 to 23, double 15 words 30 and
// 31. All are taken: one more needs more ATTRIBUTES. What a request begins with is set in `allocate`, an attempt in `letGo`.
const ENTERED = 6;
const GENERATION = 7;
const ARRIVAL = 8;
const REQUEST_BYTES = 9;
const REPLY_BYTES = 10;
const SERVICE = 11;
const PARENT_GENERATION = 15;
const ATTRIBUTES = 16;

/**
 * The records of requests, and the only place that knows how their attributes are laid out: a request is the number of its record's
 * first word. The first half of a record holds attributes, the second the seconds spent in each stage of the path.
 * notes: a-request-is-one-record
 */
export abstract class RequestRecords {
  private words = new Int32Array(0);
  private floats = new Float64Array(0);
  /** Doubles of half a record, a power of two: so many stages have a place in it. */
  private half = ATTRIBUTES;

  /** Words of a record. */
  protected get width(): number {
    return 4 * this.half;
  }

  /** Sets the stages of the longest path, of which each request notes its seconds; no record is kept. */
  protected setStages(stages: number): void {
    while (this.half < stages) this.half *= 2;
    this.words = new Int32Array(0);
  }

  /** Adds records, up to so many. */
  protected extend(count: number): void {
    const floats = alignedFloats(count * 2 * this.half);
    const words = alignedWords(floats);
    words.set(this.words);
    for (let request = this.words.length; request < words.length; request += this.width) {
      words[request | CLIENT] = NONE;
      words[request | FATE] = FREE;
    }
    this.words = words;
    this.floats = floats;
  }

  /** Makes the attributes and times of a request those of another one too; each keeps its fate and generation. */
  protected copy(from: RequestId, to: RequestId): void {
    const fate = this.fate(to);
    const generation = this.generation(to);
    this.words.copyWithin(to, from, from + this.width);
    this.setFate(to, fate);
    this.floats[(to >> 1) | GENERATION] = generation;
  }

  /** What becomes of the attempt. */
  fate(request: RequestId): FateId {
    return this.words[request | FATE] as FateId;
  }
  protected setFate(request: RequestId, fate: FateId): void {
    this.words[request | FATE] = fate;
  }

  path(request: RequestId): PathId {
    return this.words[request | PATH] as PathId;
  }

  /** The client that asks, NONE in a record that is free. */
  client(request: RequestId): ClientId {
    return this.words[request | CLIENT] as ClientId;
  }
  setClient(request: RequestId, client: ClientId): void {
    this.words[request | CLIENT] = client;
  }

  requestClass(request: RequestId): RequestClassId {
    return this.words[request | REQUEST_CLASS] as RequestClassId;
  }
  setClass(request: RequestId, requestClass: RequestClassId, path: PathId): void {
    this.words[request | REQUEST_CLASS] = requestClass;
    this.words[request | PATH] = path;
  }

  /** Place on its path of the stage that it is in or, where the end of that is known, on its way to; at 0 it has spent no time. */
  step(request: RequestId): number {
    return this.words[request | STEP];
  }
  setStep(request: RequestId, step: number): void {
    this.words[request | STEP] = step;
  }

  /** When it entered its stage. */
  entered(request: RequestId): number {
    return this.floats[(request >> 1) | ENTERED];
  }
  setEntered(request: RequestId, time: number): void {
    this.floats[(request >> 1) | ENTERED] = time;
  }

  /** Seconds spent in a stage. */
  seconds(request: RequestId, step: number): number {
    return this.floats[(request >> 1) | this.half | step];
  }
  setSeconds(request: RequestId, step: number, seconds: number): void {
    this.floats[(request >> 1) | this.half | step] = seconds;
  }
  addSeconds(request: RequestId, step: number, seconds: number): void {
    this.floats[(request >> 1) | this.half | step] += seconds;
  }
  protected clearSeconds(request: RequestId): void {
    // Not `fill`, notes: compiled-into-callers
    for (let step = 0; step < this.half; step++) this.setSeconds(request, step, 0);
  }

  /** The instance that it passes, NONE where it is at none. */
  vm(request: RequestId): VmId {
    return this.words[request | VM] as VmId;
  }
  setVm(request: RequestId, vm: VmId): void {
    this.words[request | VM] = vm;
  }

  /** The channel that it travels on, NONE before and behind it; and in which life of it. */
  channel(request: RequestId): ChannelId {
    return this.words[request | CHANNEL] as ChannelId;
  }
  channelEpoch(request: RequestId): number {
    return this.words[request | CHANNEL_EPOCH];
  }
  setChannel(request: RequestId, channel: ChannelId, epoch = 0): void {
    this.words[request | CHANNEL] = channel;
    this.words[request | CHANNEL_EPOCH] = epoch;
  }

  /** HTTPS connection of the channel that it travels on, and whether it holds that. */
  connection(request: RequestId): number {
    return this.words[request | CONNECTION];
  }
  setConnection(request: RequestId, connection: number): void {
    this.words[request | CONNECTION] = connection;
  }
  holdsSlot(request: RequestId): boolean {
    return this.words[request | HOLDS_SLOT] === 1;
  }
  setHoldsSlot(request: RequestId, holds: boolean): void {
    this.words[request | HOLDS_SLOT] = holds ? 1 : 0;
  }

  /** Life of the connection point in which it took a port of its own there, NONE when it holds none. */
  portEpoch(request: RequestId): number {
    return this.words[request | PORT_EPOCH];
  }
  setPortEpoch(request: RequestId, epoch: number): void {
    this.words[request | PORT_EPOCH] = epoch;
  }

  /** Which of the management or update points works on it, NONE when none does. */
  siteSystem(request: RequestId): number {
    return this.words[request | SITE_SYSTEM];
  }
  setSiteSystem(request: RequestId, system: number): void {
    this.words[request | SITE_SYSTEM] = system;
  }

  /** Why the attempt fails, while the news is on its way to the client. */
  cause(request: RequestId): CauseId {
    return this.words[request | CAUSE] as CauseId;
  }
  setCause(request: RequestId, cause: CauseId): void {
    this.words[request | CAUSE] = cause;
  }

  /** Attempts begun. */
  attempts(request: RequestId): number {
    return this.words[request | ATTEMPTS];
  }
  setAttempts(request: RequestId, attempts: number): void {
    this.words[request | ATTEMPTS] = attempts;
  }

  /** Requests of the same activity that follow it. */
  exchangesLeft(request: RequestId): number {
    return this.words[request | EXCHANGES_LEFT];
  }
  setExchangesLeft(request: RequestId, exchanges: number): void {
    this.words[request | EXCHANGES_LEFT] = exchanges;
  }

  /** Where a download gets its content, NONE for other requests. */
  source(request: RequestId): SourceId {
    return this.words[request | SOURCE] as SourceId;
  }
  setSource(request: RequestId, source: SourceId): void {
    this.words[request | SOURCE] = source;
  }

  /** Whether a certificate identifies the client, and not a token. */
  isCertified(request: RequestId): boolean {
    return this.words[request | CERTIFIED] === 1;
  }
  setCertified(request: RequestId, certified: boolean): void {
    this.words[request | CERTIFIED] = certified ? 1 : 0;
  }

  /** When its client first asked. */
  arrival(request: RequestId): number {
    return this.floats[(request >> 1) | ARRIVAL];
  }
  setArrival(request: RequestId, time: number): void {
    this.floats[(request >> 1) | ARRIVAL] = time;
  }

  requestBytes(request: RequestId): number {
    return this.floats[(request >> 1) | REQUEST_BYTES];
  }
  replyBytes(request: RequestId): number {
    return this.floats[(request >> 1) | REPLY_BYTES];
  }
  /** Time of a worker at the site. */
  serviceSeconds(request: RequestId): number {
    return this.floats[(request >> 1) | SERVICE];
  }
  setDemand(request: RequestId, requestBytes: number, replyBytes: number, serviceSeconds: number): void {
    this.floats[(request >> 1) | REQUEST_BYTES] = requestBytes;
    this.floats[(request >> 1) | REPLY_BYTES] = replyBytes;
    this.floats[(request >> 1) | SERVICE] = serviceSeconds;
  }

  /** Tells the uses of a record, and the attempts, apart. */
  generation(request: RequestId): number {
    return this.floats[(request >> 1) | GENERATION];
  }
  nextGeneration(request: RequestId): void {
    this.floats[(request >> 1) | GENERATION]++;
  }

  /** The request that waits for this one, NONE when none does; and the generation that it had when it began to. */
  parent(request: RequestId): RequestId {
    return this.words[request | PARENT] as RequestId;
  }
  parentGeneration(request: RequestId): number {
    return this.floats[(request >> 1) | PARENT_GENERATION];
  }
  setParent(request: RequestId, parent: RequestId, generation = 0): void {
    this.words[request | PARENT] = parent;
    this.floats[(request >> 1) | PARENT_GENERATION] = generation;
  }
}
