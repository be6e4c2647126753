import { ARGUMENT, byOrder, type EventQueue, HANDLER, MEMBER, type WithdrawnEvent } from './layout.js';
import { NodeHeap } from './node-heap.js';

/** An event is a node of 32 bytes, one half of a cache line: see `EventQueue`, and the node that comes next. */
const NODE = 8; // in 32-bit words; nodes are numbered by their first word
const NEXT = 6;
/** The first node is no event: its time is Infinity, so that the next event's time is a node's, whether there is one or not. */
const NONE = 0;

/** Events up to which one sorted list serves without a calendar. */
const INITIAL_NODES = 4;
/** Days that a calendar has at least, a multiple of the bits of a word; otherwise as many as hold two events for each at its layout. */
const FEWEST_DAYS = 2048;
/**
 * Events a day that widths are chosen for. With few, an event mostly finds its day empty, a branch that the processor
 * foresees, and empty days cost nothing; with many pending the days no longer fit into the cache.
 */
const SPARSE = 0.25;
const DENSE = 1;
/** Days up to which they are sparse. */
const MOST_SPARSE_DAYS = 2 ** 16;
/** Bounds of the events a day, as shares of what the width was chosen for, within which widths are left alone. */
const MOST = 1.6;
const LEAST = 0.4;
/** The rate of events is measured over so many, or as many as are pending; earlier when the days run out so often without. */
const FEWEST_MEASURED = 1024;
const MOST_ROLLS = 4;
/** Pending events whose times a layout looks at as long as no rate has been measured. */
const SAMPLE = 1000;
/** Events of a day that are kept sorted by insertion; a day with more is left unsorted and ordered by a heap in its turn. */
const LONGEST_SCAN = 12;
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
export class CalendarQueue implements EventQueue {
  words = new Int32Array(0);
  floats = new Float64Array(0);
  free = NONE;

  private pushes = 0;
  private pops = 0; // since the calendar was laid out or rolled on, as pushes; their difference is the size

  private front = NONE; // first node of today's list; none while the heap has today's events
  private heads = new Int32Array(1); // by day modulo their number: first node of its list, if it has one; ~ of it where the list is not sorted
  private occupied = new Int32Array(1); // a bit a day: it has a list; never today; and one behind the last day, always set
  private eventsPerDay = 0.5; // that the width was chosen for
  private days = 1; // a power of two
  private mask = 0;
  private origin = 0.5;
  private daysPerSecond = 0.5;
  private today = 0;
  private rollDay = 1; // when the bag has to be looked through
  private bag = NONE;
  private heap: NodeHeap;
  // The measurement of the rate: since when, after how many events, when it ends, rolls in it, and the last result in seconds an event.
  private measuredSince = 0.5;
  private measuredPops = 0;
  private reviewPops = FEWEST_MEASURED;
  private rolls = 0;
  private gap = 0.5;

  constructor() {
    this.origin = 0;
    this.daysPerSecond = 0;
    this.measuredSince = 0;
    this.gap = 0;
    this.eventsPerDay = DENSE;
    this.clearDays();
    this.extend(INITIAL_NODES);
    this.heap = new NodeHeap(this.floats);
  }

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

  /** Puts the newest event where it belongs. Apart from `push`, which is then short enough to be compiled into its callers. */
  private insert(node: number): void {
    const { words } = this;
    const time = this.floats[node >> 1]!;
    const exactDay = (time - this.origin) * this.daysPerSecond;
    const { today } = this;
    if (exactDay >= today + this.days) {
      words[node | NEXT] = this.bag;
      this.bag = node;
      return;
    }
    const day = exactDay | 0;
    if (day > today) this.enter(node, day & this.mask);
    else if (this.front !== NONE) this.enterToday(node);
    else if (this.heap.size > 0) this.heap.push(node);
    else {
      words[node | NEXT] = NONE;
      this.front = node;
    }
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

  /**
   * Goes on to the next day already, if it is near: while the event just taken runs, the processor fetches the next one. Not
   * to a far day, as all events that come before it would then be today's.
   */
  private lookAhead(): void {
    if (this.heap.size > 0) return;
    const { occupied, heads, today, mask } = this;
    const index = (today & mask) + 1;
    const bits = occupied[index >> 5]! & (-1 << index);
    if (bits === 0) return;
    const next = firstDay(index >> 5, bits);
    if (next > mask || heads[next]! < 0) return;
    occupied[index >> 5]! ^= bits & -bits;
    this.today = (today & ~mask) | next;
    this.front = heads[next]!;
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

  /** The next event's node, a number that crosses a call without becoming a heap number as its time would. */
  private firstNode(): number {
    return this.front === NONE ? this.advance() : this.front;
  }

  /** Adds the newest event to today's list, which has some, behind its equals; a list that is too long moves to the heap. */
  private enterToday(node: number): void {
    const { words, floats } = this;
    const time = floats[node >> 1]!; // as an argument it would be a heap number
    let next = this.front;
    if (floats[next >> 1]! > time) {
      words[node | NEXT] = next;
      this.front = node;
      return;
    }
    let before = next;
    let scanned = 0;
    do {
      before = next;
      next = words[before | NEXT]!;
      scanned++;
    } while (next !== NONE && scanned <= LONGEST_SCAN && floats[next >> 1]! <= time);
    words[before | NEXT] = node;
    words[node | NEXT] = next;
    if (scanned > LONGEST_SCAN) {
      this.order(this.front);
      this.front = NONE;
    }
    if (this.pops >= this.reviewPops)
      this.review(this.front === NONE ? this.heap.firstTime() : floats[this.front >> 1]!);
  }

  /** Adds the newest event to a later day's list, behind its equals. */
  private enter(node: number, index: number): void {
    const { words, floats, heads, occupied } = this;
    const word = occupied[index >> 5]!;
    if ((word & (1 << index)) === 0) {
      occupied[index >> 5] = word | (1 << index);
      words[node | NEXT] = NONE;
      heads[index] = node;
      return;
    }
    let next = heads[index]!;
    if (next < 0) return this.crowd(node, index);
    const time = floats[node >> 1]!; // as in `enterToday`
    if (floats[next >> 1]! > time) {
      words[node | NEXT] = next;
      heads[index] = node;
      return;
    }
    let before = next;
    let scanned = 0;
    do {
      before = next;
      next = words[before | NEXT]!;
      if (++scanned > LONGEST_SCAN) return this.crowd(node, index);
    } while (next !== NONE && floats[next >> 1]! <= time);
    words[before | NEXT] = node;
    words[node | NEXT] = next;
  }

  /** Gives up the order of a day: from now on its latest event is the first. */
  private crowd(node: number, index: number): void {
    if (this.heads[index]! >= 0) this.turnRound(index);
    this.words[node | NEXT] = this.listOf(index);
    this.heads[index] = ~node;
  }

  /** Moves a list that is not sorted to the heap. */
  private order(list: number): void {
    const { words, heap } = this;
    for (let node = list; node !== NONE; node = words[node | NEXT]!) heap.push(node);
  }

  /**
   * The turn of a crowded day has come. Turned round, its events stand as they were pushed: where that is their order, as
   * with many events at one time, no heap is needed.
   */
  private beginCrowded(index: number): number {
    const isSorted = this.turnRound(index);
    if (isSorted) this.front = this.heads[index]!;
    else this.order(this.heads[index]!);
    return this.firstNode();
  }

  /** First node of a day's list, sorted or not. */
  private listOf(index: number): number {
    const head = this.heads[index]!;
    return head < 0 ? ~head : head;
  }

  /** Reverses a day's list; true when it is sorted then. */
  private turnRound(index: number): boolean {
    const { words, floats, heads } = this;
    let oldest = NONE;
    let isSorted = true;
    for (let node = this.listOf(index); node !== NONE; ) {
      const next = words[node | NEXT]!;
      words[node | NEXT] = oldest;
      if (oldest !== NONE && floats[node >> 1]! >= floats[oldest >> 1]!)
        isSorted &&=
          floats[node >> 1] === floats[oldest >> 1] && floats[(node >> 1) | 1]! < floats[(oldest >> 1) | 1]!;
      oldest = node;
      node = next;
    }
    heads[index] = oldest;
    return isSorted;
  }

  /** Goes on to the next day that has events, and returns the node of the first; NONE when none is left. */
  private advance(): number {
    if (this.heap.size > 0) return this.reviewed(this.heap.first());
    const { occupied, today, mask } = this;
    const index = (today & mask) + 1;
    let word = index >> 5;
    let bits = occupied[word]! & (-1 << index);
    while (bits === 0) bits = occupied[++word]!;
    const next = firstDay(word, bits);
    if (next > mask) return this.beginTurn();
    occupied[word]! ^= bits & -bits;
    this.today = (today & ~mask) | next;
    const node = this.heads[next]!;
    if (node < 0) return this.beginCrowded(next);
    this.front = node;
    return this.reviewed(node);
  }

  /** The first event, after the rate was measured if it is time; a calendar that was laid out anew has another first node. */
  private reviewed(node: number): number {
    return this.pops >= this.reviewPops && this.review(this.floats[node >> 1]!) ? this.firstNode() : node;
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
    const { days, pops } = this;
    const perEvent = (days * this.eventsPerDay) / this.size;
    const isRoomy = perEvent > 0.5 && (perEvent < 16 || days === FEWEST_DAYS);
    if (!(isRoomy && this.today < LAST_DAY)) return this.layOut();
    if (++this.rolls >= MOST_ROLLS && this.isTooNarrow()) return this.layOut();
    if (pops >= this.reviewPops && this.review(this.origin + this.today / this.daysPerSecond)) return;
    this.rollDay += days;
    this.pushes -= pops;
    this.measuredPops -= pops;
    this.reviewPops -= pops;
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
    const elapsed = now - this.measuredSince;
    if (elapsed > 0) this.gap = elapsed / Math.max(1, this.pops - this.measuredPops);
    this.beginMeasuring(now);
    const share = 1 / (this.daysPerSecond * this.gap * this.eventsPerDay);
    const isSingleList = this.days === 1;
    if (isSingleList || elapsed === 0 || (share < MOST && share > LEAST)) return false;
    this.layOut();
    return true;
  }

  /** Whether days have run out without the events that they were meant for. */
  private isTooNarrow(): boolean {
    return this.pops - this.measuredPops < LEAST * this.eventsPerDay * this.days * this.rolls;
  }

  private beginMeasuring(now: number): void {
    this.measuredSince = now;
    this.measuredPops = this.pops;
    this.reviewPops = this.pops + Math.max(FEWEST_MEASURED, this.size);
    this.rolls = 0;
  }

  /** Puts the events of a list where they belong, when there are none of today. */
  private placeAll(list: number): void {
    for (let node = list; node !== NONE; ) {
      const next = this.words[node | NEXT]!;
      this.place(node);
      node = next;
    }
    const index = this.today & this.mask;
    if (!this.isOccupied(index)) return;
    this.occupied[index >> 5]! ^= 1 << index;
    if (this.heads[index]! >= 0) this.front = this.heads[index]!;
    else this.order(this.listOf(index));
  }

  private isOccupied(index: number): boolean {
    return (this.occupied[index >> 5]! & (1 << index)) !== 0;
  }

  /** Puts an event of any age where it belongs. */
  private place(node: number): void {
    const { words, floats, heads } = this;
    const time = floats[node >> 1]!;
    const day = (time - this.origin) * this.daysPerSecond;
    if (day >= this.today + this.days) {
      words[node | NEXT] = this.bag;
      this.bag = node;
      return;
    }
    const index = (day > this.today ? day : this.today) & this.mask;
    const sequence = floats[(node >> 1) | 1]!;
    const list = this.isOccupied(index) ? this.listOf(index) : NONE;
    let isCrowded = list !== NONE && heads[index]! < 0;
    let before = NONE;
    let next = list;
    for (let scanned = 0; next !== NONE; scanned++) {
      const nextTime = floats[next >> 1]!;
      if (nextTime > time || (nextTime === time && floats[(next >> 1) | 1]! > sequence)) break;
      if (scanned === LONGEST_SCAN) {
        isCrowded = true;
        before = NONE;
        next = list;
        break;
      }
      before = next;
      next = words[next | NEXT]!;
    }
    words[node | NEXT] = next;
    if (before !== NONE) words[before | NEXT] = node;
    else {
      heads[index] = isCrowded ? ~node : node;
      this.occupied[index >> 5]! |= 1 << index;
    }
  }

  /** Lays the calendar out anew, with days as wide as the rate of events asks for. */
  private layOut(): void {
    const all = this.gather();
    const size = this.pushes - this.pops;
    const { first, gap } = this.expect(all, size);
    this.eventsPerDay = SPARSE;
    while (this.eventsPerDay < DENSE && 2 * size > MOST_SPARSE_DAYS * this.eventsPerDay)
      this.eventsPerDay *= 2;
    let days = FEWEST_DAYS;
    while (days * this.eventsPerDay < 2 * size) days *= 2;
    if (days !== this.heads.length) {
      this.heads = new Int32Array(days);
      this.occupied = new Int32Array((days >> 5) + 1);
    }
    this.days = days;
    this.mask = days - 1;
    this.clearDays();
    this.origin = first;
    this.daysPerSecond = gap > 0 ? Math.min(1 / (this.eventsPerDay * gap), Number.MAX_VALUE) : 1;
    this.today = 0;
    this.rollDay = days;
    this.pushes = size;
    this.pops = 0;
    this.beginMeasuring(first);
    this.placeAll(all);
  }

  /** Time of the first event of a list, and the seconds between events that the calendar has to expect. */
  private expect(list: number, size: number): { first: number; gap: number } {
    const { words, floats } = this;
    const sample: number[] = [];
    const stride = Math.ceil(size / SAMPLE);
    let first = Infinity;
    let index = 0;
    for (let node = list; node !== NONE; node = words[node | NEXT]!) {
      const time = floats[node >> 1]!;
      if (time < first) first = time;
      if (index++ % stride === 0) sample.push(time);
    }
    const elapsed = first - this.measuredSince;
    if (this.rolls >= MOST_ROLLS && elapsed > 0)
      this.gap = elapsed / Math.max(1, this.pops - this.measuredPops);
    if (this.gap > 0) return { first, gap: this.gap };
    sample.sort((a, b) => a - b); // no rate is known: take it from the earlier half of those to come
    return { first, gap: (sample[sample.length >> 1]! - first) / (size / 2) };
  }

  /** Takes all events out of calendar, heap and bag, as one list. */
  private gather(): number {
    const { words, heads, heap } = this;
    let all = this.prepend(this.front, this.bag);
    this.bag = NONE;
    this.front = NONE;
    while (heap.size > 0) {
      const node = heap.removeLast();
      words[node | NEXT] = all;
      all = node;
    }
    for (let index = 0; index < heads.length; index++) {
      if (this.isOccupied(index)) all = this.prepend(this.listOf(index), all);
    }
    this.clearDays();
    return all;
  }

  /** No day has a list. */
  private clearDays(): void {
    this.occupied.fill(0);
    this.occupied[this.days >> 5] = 1 << this.days;
  }

  /** Puts the events of a list before those of another; returns the whole. */
  private prepend(list: number, others: number): number {
    const { words } = this;
    let all = others;
    for (let node = list; node !== NONE; ) {
      const next = words[node | NEXT]!;
      words[node | NEXT] = all;
      all = node;
      node = next;
    }
    return all;
  }

  /** Doubles the room for events; the calendar is laid out anew for it. */
  private grow(): void {
    this.extend((this.words.length / NODE) * 2);
    this.heap.floats = this.floats;
    this.layOut();
  }

  private extend(nodes: number): void {
    const buffer = new ArrayBuffer(nodes * NODE * 4);
    const words = new Int32Array(buffer);
    words.set(this.words);
    this.free = Math.max(NODE, this.words.length);
    for (let node = this.free; node < words.length; node += NODE) words[node | NEXT] = node + NODE;
    words[words.length - NODE + NEXT] = NONE;
    this.words = words;
    this.floats = new Float64Array(buffer);
    this.floats[NONE] = Infinity;
  }
}

/** The first of the days that have a bit in a word of `occupied`. */
function firstDay(word: number, bits: number): number {
  return (word << 5) | (31 ^ Math.clz32(bits & -bits));
}
