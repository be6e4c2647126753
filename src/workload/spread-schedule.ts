import { longerIntegers } from '../engine/arrays.js';
import type { HandlerId, Simulation } from '../engine/index.js';
import { IndexedHeap } from '../engine/indexed-heap.js';

/**
 * Something that each of many members does once, after a delay of its own. However many wait, one event is pending (and
 * now and then one in vain, where a member came in before those that waited): a million clients that are told at once
 * to do something within an hour do not fill the simulation's event queue, through which every other event goes.
 */
export class SpreadSchedule {
  private readonly heap = new IndexedHeap();
  private members: Int32Array = new Int32Array(this.heap.capacity); // by slot of the heap
  private added = 0;
  private wakeAt = Number.POSITIVE_INFINITY;
  private readonly handler: HandlerId;

  /** @param due called for each member when its time has come; in order of adding where times are equal */
  constructor(
    private readonly simulation: Simulation,
    private readonly due: (member: number) => void,
  ) {
    this.handler = simulation.handler(() => this.wake());
  }

  /**
   * @param delay seconds from now
   * @throws RangeError unless the delay is finite and 0 or more
   */
  add(member: number, delay: number): void {
    if (!(delay >= 0 && delay < Number.POSITIVE_INFINITY))
      throw new RangeError(`a member cannot be due ${delay} s from now`);
    const time = this.simulation.now + delay;
    const slot = this.heap.insert(time, this.added++);
    if (slot >= this.members.length) this.members = longerIntegers(this.members, this.heap.capacity);
    this.members[slot] = member;
    if (time < this.wakeAt) this.aim();
  }

  private aim(): void {
    this.wakeAt = this.heap.key(this.heap.first());
    this.simulation.scheduleAt(this.wakeAt, this.handler, 0);
  }

  private wake(): void {
    const { heap, simulation } = this;
    const { now } = simulation;
    if (now < this.wakeAt) return; // those that it was for have been served by an earlier one
    this.wakeAt = now; // who comes in meanwhile needs no event
    while (heap.size > 0 && heap.key(heap.first()) <= now) {
      const slot = heap.first();
      heap.remove(slot);
      this.due(this.members[slot]!);
    }
    if (heap.size > 0) this.aim();
    else this.wakeAt = Number.POSITIVE_INFINITY;
  }
}
