import { CalendarDays } from './calendar-days.js';
import { FEWEST_DAYS } from './day-table.js';
import { EventRate } from './event-rate.js';
import { ARGUMENT, byOrder, type EventQueue, HANDLER, MEMBER, type WithdrawnEvent } from './layout.js';
import { CROWDED, NEXT, NODE, NONE } from './node-storage.js';

/** Bounds of the events a day, as shares of what the width was chosen for, within which widths are left alone. */
const MOST = 1.6;
const LEAST = 0.4;
/** Day numbers stay below this, so that they are 32-bit integers. */
const LAST_DAY = 2 ** 30;

/**
 * Calendar queue (Brown, CACM 31(10), 1988) that cannot fall off a cliff.
 *
 * The coming days, one sorted list each, hold the events up to a horizon; events beyond it lie in one bag until the
 * horizon has come that far. With a day's width from the measured rate of events an operation costs O(1), whatever the
 * distribution of delays: by Little's law the horizon lies beyond the mean delay, so that an event is looked at in the
 * bag less than once on average. A day that is too crowded to be kept sorted is ordered by a binary heap when it has
 * come: at worst, with all events in one day, the queue is that heap.
 */
export class CalendarQueue extends CalendarDays implements EventQueue {
  private pushes = 0;
  private pops = 0; // since the calendar was laid out or rolled on, as pushes; their difference is the size
  private rollDay = 1; // when the bag has to be looked through
  private readonly rate = new EventRate();

  get size(): number {
    return this.pushes - this.pops;
  }

  push(): void {
    const node = this.free;
    const next = this.words[node | NEXT]!;
    this.free = next;
    this.pushes++;
    this.insert(node);
    if (next === NONE) this.grow();
  }

  nextTime(): number {
    return this.floats[this.firstNode() >> 1]!;
  }

  nextSequence(): number {
    return this.floats[(this.firstNode() >> 1) + 1]!;
  }

  pop(): void {
    const { words } = this;
    let node = this.front;
    if (node === NONE) node = this.heap.pop();
    else this.front = words[node | NEXT]!;
    words[node | NEXT] = this.free;
    this.free = node;
    this.pops++;
    if (this.front === NONE) this.lookAhead();
  }

  withdraw(handler: number, member: number): WithdrawnEvent[] {
    const { words, floats } = this;
    const withdrawn: WithdrawnEvent[] = [];
    let others = NONE;
    for (let node = this.gather(); node !== NONE; ) {
      const next = words[node | NEXT]!;
      if (words[node | HANDLER] === handler && words[node | MEMBER] === member) {
        const [time, sequence] = [floats[node >> 1]!, floats[(node >> 1) | 1]!];
        withdrawn.push({ time, sequence, argument: words[node | ARGUMENT]! });
        words[node | NEXT] = this.free;
        this.free = node;
      } else {
        words[node | NEXT] = others;
        others = node;
      }
      node = next;
    }
    this.pushes -= withdrawn.length;
    this.placeAll(others);
    return withdrawn.sort(byOrder);
  }

  /** Puts the newest event where it belongs. */
  private insert(node: number): void {
    const exactDay = (this.floats[node >> 1]! - this.origin) * this.daysPerSecond;
    const { today, days } = this;
    if (exactDay >= today + days.count) return this.intoBag(node);
    const day = exactDay | 0;
    if (day > today) this.enter(node, day & days.mask);
    else this.enterToday(node);
  }

  /** Adds an event to today's; a list that is too long moves to the heap. */
  private enterToday(node: number): void {
    const isInHeap = this.front === NONE && this.heap.size > 0;
    const list = isInHeap ? CROWDED : this.insertSorted(this.front, node);
    if (list === CROWDED) {
      this.heap.push(node);
      this.order(this.front);
      this.front = NONE;
    } else this.front = list;
    if (this.pops >= this.rate.due) this.review(this.nextTimeOfToday());
  }

  /** The first event's node, NONE when there is none; notes: numbers-across-calls */
  private firstNode(): number {
    return this.front === NONE ? this.advance() : this.front;
  }

  /** Goes on to the next day that has events, and returns the node of the first; NONE when none is left. */
  private advance(): number {
    const { days, heap } = this;
    if (heap.size === 0) {
      const next = days.next((this.today & days.mask) + 1);
      if (next >= days.count) return this.beginTurn();
      this.today = (this.today & ~days.mask) | next;
      this.begin(next);
    }
    const isNewLayout = this.pops >= this.rate.due && this.review(this.nextTimeOfToday());
    if (isNewLayout && this.front === NONE && heap.size === 0) return this.advance();
    return this.front === NONE ? heap.first() : this.front;
  }

  /** The days have been gone through once; returns the node of the first event, NONE when none is left. */
  private beginTurn(): number {
    if (this.pushes === this.pops) return NONE;
    this.today = this.rollDay;
    this.roll();
    return this.firstNode();
  }

  /** Moves what has come within reach from the bag to its day; lays the calendar out anew when it no longer suits. */
  private roll(): void {
    const { pops, days, rate } = this;
    const perEvent = (days.count * days.density) / this.size;
    const isRoomy = perEvent > 0.5 && (perEvent < 16 || days.count === FEWEST_DAYS);
    if (!(isRoomy && this.today < LAST_DAY)) return this.layOut();
    if (rate.rollsShort(pops, LEAST * days.density * days.count)) return this.layOut();
    if (pops >= rate.due && this.review(this.origin + this.today / this.daysPerSecond)) return;
    this.rollDay += days.count;
    this.pushes -= pops;
    rate.recount(pops);
    this.pops = 0;
    const { bag } = this;
    this.bag = NONE;
    this.placeAll(bag);
  }

  /**
   * Measures the rate of events since the last time, and lays the calendar out anew where its days do not suit it.
   * @returns whether it did
   */
  private review(now: number): boolean {
    const { rate, days } = this;
    const isMeasured = rate.measure(now, this.pops);
    rate.begin(now, this.pops, this.size);
    const share = 1 / (this.daysPerSecond * rate.gap * days.density);
    const isSingleList = days.count === 1;
    if (isSingleList || !isMeasured || (share < MOST && share > LEAST)) return false;
    this.layOut();
    return true;
  }

  /** Lays the calendar out anew, with days as wide as the rate of events asks for. */
  private layOut(): void {
    const all = this.gather();
    const { size, days, rate } = this;
    const { first, sample } = this.survey(all);
    const gap = rate.expected(first, this.pops, sample, size);
    days.layOut(size);
    this.origin = first;
    this.daysPerSecond = gap > 0 ? Math.min(1 / (days.density * gap), Number.MAX_VALUE) : 1;
    this.today = 0;
    this.rollDay = days.count;
    this.pushes = size;
    this.pops = 0;
    rate.begin(first, 0, size);
    this.placeAll(all);
  }

  /** Doubles the memory for events; the calendar is laid out anew for it. */
  private grow(): void {
    this.extend((this.words.length / NODE) * 2);
    this.heap.floats = this.floats;
    this.layOut();
  }
}
