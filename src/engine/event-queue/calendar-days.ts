import { DayTable } from './day-table.js';
import { NodeHeap } from './node-heap.js';
import { CROWDED, NEXT, NONE, NodeStorage } from './node-storage.js';

/** Events up to which one sorted list serves without a calendar. */
const INITIAL_NODES = 4;
/** Pending events whose times a layout looks at as long as no rate has been measured. */
const SAMPLE = 1000;

/**
 * Where the events of a calendar stand: today's in a list, or in a heap where they are many; those of the coming days in a list each;
 * those beyond in one bag. What days there are is the calendar's to say.
 */
export abstract class CalendarDays extends NodeStorage {
  protected front = NONE; // first node of today's list; none while the heap has today's events
  protected readonly heap = new NodeHeap(this.floats);
  protected readonly days = new DayTable(); // without today
  protected today = 0;
  protected origin = 0.5;
  protected daysPerSecond = 0.5;
  protected bag = NONE;

  constructor() {
    super();
    this.origin = 0; // notes: double-fields
    this.daysPerSecond = 0;
    this.extend(INITIAL_NODES);
    this.heap.floats = this.floats;
  }

  /** Pending events. */
  abstract get size(): number;

  /** Puts an event beyond the horizon. */
  protected intoBag(node: number): void {
    this.words[node | NEXT] = this.bag;
    this.bag = node;
  }

  /** Adds an event to a day's list. One that would be too long gives up its order: from then on its latest event is the first. */
  protected enter(node: number, index: number): void {
    const { words, days } = this;
    if (!days.has(index)) {
      words[node | NEXT] = NONE;
      days.set(index, node);
      return;
    }
    const list = days.list(index);
    const sorted = list < 0 ? CROWDED : this.insertSorted(list, node);
    if (sorted !== CROWDED) return days.set(index, sorted);
    words[node | NEXT] = list < 0 ? ~list : this.prepend(list, NONE);
    days.set(index, ~node);
  }

  /** Moves a list that is not sorted to the heap. */
  protected order(list: number): void {
    const { words, heap } = this;
    for (let node = list; node !== NONE; node = words[node | NEXT]!) heap.push(node);
  }

  /** Makes a day's events today's, when there are none of today. */
  protected begin(index: number): void {
    const { days } = this;
    const list = days.list(index);
    days.remove(index);
    if (list >= 0) this.front = list;
    else this.beginCrowded(~list);
  }

  /** Turned round, a crowded day's events stand as they were pushed: where that is their order, as with many at one time, no heap is needed. */
  protected beginCrowded(latestFirst: number): void {
    const list = this.prepend(latestFirst, NONE);
    if (this.isSorted(list)) this.front = list;
    else this.order(list);
  }

  /** Goes on to the next day when the last event of today was taken, if it is near and not crowded; notes: look-ahead */
  protected lookAhead(): void {
    if (this.heap.size > 0) return;
    const { days, today } = this;
    const next = days.nextNearby((today & days.mask) + 1);
    if (next >= days.count || days.list(next) < 0) return;
    this.today = (today & ~days.mask) | next;
    this.begin(next);
  }

  protected nextTimeOfToday(): number {
    return this.front === NONE ? this.heap.firstTime() : this.floats[this.front >> 1]!;
  }

  /** Takes all events out of calendar, heap and bag, as one list. */
  protected gather(): number {
    const { words, days, heap } = this;
    let all = this.prepend(this.front, this.bag);
    this.bag = NONE;
    this.front = NONE;
    while (heap.size > 0) {
      const node = heap.removeLast();
      words[node | NEXT] = all;
      all = node;
    }
    for (let index = days.next(0); index < days.count; index = days.next(index + 1)) {
      const list = days.list(index);
      all = this.prepend(list < 0 ? ~list : list, all);
    }
    days.clear();
    return all;
  }

  /** Puts the events of a list where they belong, whatever their order, when there are none of today. */
  protected placeAll(list: number): void {
    const { words, floats, days, today } = this;
    for (let node = list; node !== NONE; ) {
      const next = words[node | NEXT]!;
      const day = (floats[node >> 1]! - this.origin) * this.daysPerSecond;
      if (day >= today + days.count) this.intoBag(node);
      else this.enter(node, (day > today ? day : today) & days.mask);
      node = next;
    }
    const index = today & days.mask;
    if (days.has(index)) this.begin(index);
  }

  /** Time of the first event of a list of all, and the times of some. */
  protected survey(list: number): { first: number; sample: number[] } {
    const { words, floats } = this;
    const stride = Math.ceil(this.size / SAMPLE);
    const sample: number[] = [];
    let first = Infinity;
    let index = 0;
    for (let node = list; node !== NONE; node = words[node | NEXT]!) {
      const time = floats[node >> 1]!;
      if (time < first) first = time;
      if (index++ % stride === 0) sample.push(time);
    }
    return { first, sample };
  }
}
