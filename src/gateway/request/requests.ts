import { DownloadRecords } from './download-records.js';
import { END, type FateEventId, FREE, nextFate, ORPHANED, START, TAKE } from './fate.js';
import { NONE, type RequestId } from './ids.js';
import { RequestRecords } from './request-records.js';

/**
 * All requests in flight: who takes a record, what becomes of it and who uses it next. Records are used again, so memory
 * follows what is in flight and not what has passed. What stands in one is read and written by the methods of
 * `RequestRecords`.
 */
export class RequestStore extends RequestRecords {
  active = 0;
  /** What is known of those that are downloads. */
  readonly downloads = new DownloadRecords();
  private free = new Int32Array(0);
  private freeCount = 0;
  private used = 0; // words

  constructor(capacity = 1024) {
    super();
    this.grow(capacity);
  }

  /** Records that there are. */
  get capacity(): number {
    return this.free.length;
  }

  /**
   * Makes records for paths of so many stages.
   * @throws Error when requests are in flight
   */
  layOut(stages: number): void {
    if (this.used > 0) throw new Error('the stages of a path cannot change while requests are in flight');
    const { capacity } = this;
    this.setStages(stages);
    this.grow(capacity);
  }

  /** Takes a record, with no attempt yet. Who takes it sets client, class, path, arrival and demand, which are still those of its last use. */
  allocate(): RequestId {
    if (this.freeCount === 0 && this.used === this.capacity * this.width) this.grow(this.capacity * 2);
    const isNew = this.freeCount === 0;
    const request = (isNew ? this.used : this.free[--this.freeCount]) as RequestId;
    if (isNew) this.used += this.width;
    this.active++;
    this.setAttempts(request, 0);
    this.setExchangesLeft(request, 0);
    this.setSource(request, NONE);
    this.setParent(request, NONE);
    this.happens(request, TAKE);
    this.letGo(request);
    return request;
  }

  /** Whether something is under way for the attempt, and nothing that it travels on is lost. */
  goesOn(request: RequestId): boolean {
    return this.fate(request) <= ORPHANED;
  }

  /**
   * Something happens to the attempt: the only way to another fate.
   * @param event a row of `fate.ts`, such as `CUT`
   * @throws BrokenInvariant when that cannot happen to it
   */
  happens(request: RequestId, event: FateEventId): void {
    const fate = nextFate(this.fate(request), event);
    this.setFate(request, fate);
    if (fate === FREE) this.release(request);
  }

  /** The request ends; its record is free. */
  end(request: RequestId): void {
    this.happens(request, END);
  }

  /** An attempt begins: it is nowhere, and has spent no time. */
  resetAttempt(request: RequestId): void {
    this.happens(request, START);
    this.letGo(request);
    if (this.step(request) === 0) return;
    this.setStep(request, 0);
    this.clearSeconds(request);
  }

  /** A copy of the request, with which its client goes on, so that the attempt under way can end without it. */
  detach(request: RequestId): RequestId {
    const copy = this.allocate();
    this.copy(request, copy);
    this.downloads.copy(request, copy);
    this.letGo(copy);
    return copy;
  }

  /** Whether a download leads its client to another gateway than its own, with which it has no connection. */
  leadsElsewhere(request: RequestId, own: number): boolean {
    const source = this.source(request);
    return source !== NONE && source !== own;
  }

  /** Calls `visit` with every request. */
  forEach(visit: (request: RequestId) => void): void {
    for (let word = 0; word < this.used; word += this.width) {
      const request = word as RequestId;
      if (this.client(request) !== NONE) visit(request);
    }
  }

  private release(request: RequestId): void {
    this.nextGeneration(request);
    this.setClient(request, NONE);
    this.free[this.freeCount++] = request;
    this.active--;
  }

  /** The attempt is nowhere and holds nothing. */
  private letGo(request: RequestId): void {
    this.setVm(request, NONE);
    this.setChannel(request, NONE);
    this.setSiteSystem(request, NONE);
    this.setHoldsSlot(request, false);
    this.setPortEpoch(request, NONE);
  }

  private grow(capacity: number): void {
    this.extend(capacity);
    this.downloads.extend(capacity * this.width);
    const free = new Int32Array(capacity);
    free.set(this.free);
    this.free = free;
  }
}
