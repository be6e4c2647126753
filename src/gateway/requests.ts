import { alignedFloats, alignedWords } from '../engine/index.js';
import { END, FREE, nextFate, ORPHANED, START, TAKE } from './fate.js';

/** Most stages a journey may have. With more, a record is twice as wide: durations fill the half of it that begins at DURATIONS. */
export const MAX_STAGES = 16;

export const NONE = -1;

// Paths.
export const MANAGEMENT_POINT_PATH = 0;
export const UPDATE_POINT_PATH = 1;
export const CONTENT_PATH = 2;

// Attributes in `words`, at `request | ...`: a record begins at a multiple of its length, and V8 checks a sum for overflow. Those of the attempt, where it is and what it holds, in the first cache line.
/** Read by `fate`, changed by `happens` alone: see `fate.ts`. */
const FATE = 0;
export const PATH = 1;
/** Stage of its path; at 0, before the first, all durations are 0. */
export const STEP = 2;
export const CLIENT = 3;
export const REQUEST_CLASS = 4;
export const VM = 5;
export const CHANNEL = 6;
export const CHANNEL_EPOCH = 7;
/** HTTPS connection of the channel that the request travels on. */
export const CONNECTION = 8;
export const HOLDS_SLOT = 9;
/** Life of the connection point in which the request took a port of its own there, plus 1; 0 when it holds none. */
export const PORT_LIFE = 10;
export const SITE_SYSTEM = 11;
// Those of the logical request, what the client wants, in the second: it outlives an attempt.
export const ATTEMPTS = 24;
export const EXCHANGES_LEFT = 25;
/** Package of a download. */
export const CONTENT = 26;
/** Content source of a download, see `ContentSources`. */
export const SOURCE = 27;
/** The request that waits for this one, see `PARENT_GENERATION`. */
export const PARENT = 28;
export const RANGE_TRIES = 29;
/** 1 when a certificate identifies the client, 0 when a token does; here too, as the client's record is far away when it is asked. */
export const CERTIFIED = 30;
export const CAUSE = 31;

// Attributes in `floats`, at `(request >> 1) | ...`.
/** When it entered its stage. */
export const ENTERED = 6;
/** Tells the uses of a record, and the attempts, apart. */
export const GENERATION = 7;
export const ARRIVAL = 8;
export const REQUEST_BYTES = 9;
export const REPLY_BYTES = 10;
export const SERVICE = 11;
/** Seconds spent in each stage, `MAX_STAGES` of them. */
export const DURATIONS = 16;

// Attributes in `rare`, at `(request >> 4) | ...`: of downloads, and of requests that another one waits for.
export const BYTES_LEFT = 0;
/** Until when a download's content token is valid. */
export const TOKEN_UNTIL = 1;
/** Bytes that a download reads now. */
export const RANGE_BYTES = 2;
/** The generation that the waiting request had. */
export const PARENT_GENERATION = 3;
const RARE_WIDTH = 4;

/** Words of a record: four cache lines. */
const WIDTH = 64;

/**
 * All requests in flight, a record each; a request is the number of its record's first word. A stage reads half a dozen
 * attributes, which lie in two or three cache lines and behind two array look-ups, not behind one each. Records are used
 * again, so memory follows what is in flight and not what has passed.
 */
export class RequestStore {
  active = 0;
  words = new Int32Array(0);
  /** The same memory. */
  floats = new Float64Array(0);
  /** What few requests have. */
  rare = new Float64Array(0);
  private free = new Int32Array(0);
  private freeCount = 0;
  private used = 0; // words

  constructor(capacity = 1024) {
    this.grow(capacity);
  }

  /** Records that there is room for. */
  get capacity(): number {
    return this.free.length;
  }

  /** Takes a record, with no attempt yet; its attributes are reset, but for those that `resetAttempt` resets for each attempt. */
  allocate(): number {
    if (this.freeCount === 0 && this.used === this.words.length) this.grow(this.free.length * 2);
    let request = this.used;
    if (this.freeCount > 0) request = this.free[--this.freeCount]!;
    else this.used += WIDTH;
    this.active++;
    const { words } = this;
    words[request | ATTEMPTS] = 0;
    words[request | EXCHANGES_LEFT] = 0;
    words[request | CONTENT] = NONE;
    words[request | SOURCE] = NONE;
    words[request | RANGE_TRIES] = 0;
    words[request | PARENT] = NONE;
    this.happens(request, TAKE);
    this.letGo(request);
    return request;
  }

  /** What becomes of the attempt: a number of `fate.ts`. */
  fate(request: number): number {
    return this.words[request | FATE]!;
  }

  /** Whether something is under way for the attempt, and has a way. */
  goesOn(request: number): boolean {
    return this.words[request | FATE]! <= ORPHANED;
  }

  /**
   * Something happens to the attempt: the only way to another fate.
   * @param event a row of `fate.ts`, such as `CUT`
   * @throws BrokenInvariant when that cannot happen to it
   */
  happens(request: number, event: number): void {
    const fate = nextFate(this.words[request | FATE]!, event);
    this.words[request | FATE] = fate;
    if (fate === FREE) this.release(request);
  }

  /** The request ends; its record is free. */
  end(request: number): void {
    this.happens(request, END);
  }

  private release(request: number): void {
    this.floats[(request >> 1) | GENERATION]!++;
    this.words[request | CLIENT] = NONE;
    this.free[this.freeCount++] = request;
    this.active--;
  }

  /** An attempt begins: it is nowhere, and has spent no time. */
  resetAttempt(request: number): void {
    this.happens(request, START);
    this.letGo(request);
    if (this.words[request | STEP] !== 0) this.clearDurations(request);
  }

  /** A new record for the logical request, so that the attempt under way can end without its client. */
  detach(request: number): number {
    const heir = this.allocate();
    const { words, floats } = this;
    const generation = floats[(heir >> 1) | GENERATION]!;
    const fate = words[heir | FATE]!;
    words.copyWithin(heir, request, request + WIDTH);
    this.rare.copyWithin(heir >> 4, request >> 4, (request >> 4) + RARE_WIDTH);
    floats[(heir >> 1) | GENERATION] = generation;
    words[heir | FATE] = fate;
    this.letGo(heir);
    return heir;
  }

  /** Whether a download leads its client to another gateway than its own, with which it has no connection. */
  leadsElsewhere(request: number, own: number): boolean {
    const source = this.words[request | SOURCE]!;
    return source !== NONE && source !== own;
  }

  /** Calls `visit` with every request. */
  forEach(visit: (request: number) => void): void {
    for (let request = 0; request < this.used; request += WIDTH) {
      if (this.words[request | CLIENT] !== NONE) visit(request);
    }
  }

  /** The attempt is nowhere and holds nothing. */
  private letGo(request: number): void {
    const { words } = this;
    words[request | VM] = NONE;
    words[request | CHANNEL] = NONE;
    words[request | SITE_SYSTEM] = NONE;
    words[request | HOLDS_SLOT] = 0;
    words[request | PORT_LIFE] = 0;
  }

  private clearDurations(request: number): void {
    this.words[request | STEP] = 0;
    // A loop: the call of `fill` costs more than sixteen stores.
    const { floats } = this;
    const first = (request >> 1) | DURATIONS;
    for (let index = first; index < first + MAX_STAGES; index++) floats[index] = 0;
  }

  private grow(capacity: number): void {
    const floats = alignedFloats((capacity * WIDTH) / 2);
    const words = alignedWords(floats);
    words.set(this.words);
    for (let request = this.words.length; request < words.length; request += WIDTH) {
      words[request | CLIENT] = NONE;
      words[request | FATE] = FREE;
    }
    this.words = words;
    this.floats = floats;
    const rare = new Float64Array(capacity * RARE_WIDTH);
    rare.set(this.rare);
    this.rare = rare;
    const free = new Int32Array(capacity);
    free.set(this.free);
    this.free = free;
  }
}
