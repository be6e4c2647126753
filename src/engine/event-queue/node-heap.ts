import { longerFloats, longerIntegers } from '../arrays.js';

const INITIAL_CAPACITY = 64;

/** Binary heap of the calendar queue's nodes by (time, sequence). */
export class NodeHeap {
  size = 0;
  private times = new Float64Array(INITIAL_CAPACITY);
  private nodes = new Int32Array(INITIAL_CAPACITY);

  /** @param floats the nodes' memory: time at half a node's number, sequence behind it */
  constructor(public floats: Float64Array) {}

  /** Time of the first node, the node itself, and its removal: call them only when there is one. */
  firstTime(): number {
    return this.times[0]!;
  }

  first(): number {
    return this.nodes[0]!;
  }

  push(node: number): void {
    if (this.size === this.times.length) {
      this.times = longerFloats(this.times, this.size * 2);
      this.nodes = longerIntegers(this.nodes, this.size * 2);
    }
    const { times, nodes, floats } = this;
    const time = floats[node >> 1]!;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = times[parent]!;
      if (above < time || (above === time && this.isEarlier(nodes[parent]!, node))) break;
      times[hole] = above;
      nodes[hole] = nodes[parent]!;
      hole = parent;
    }
    times[hole] = time;
    nodes[hole] = node;
  }

  pop(): number {
    const { times, nodes } = this;
    const first = nodes[0]!;
    const last = --this.size;
    const time = times[last]!;
    const node = nodes[last]!;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= last) break;
      let childTime = times[child]!;
      if (child + 1 < last) {
        const rightTime = times[child + 1]!;
        if (
          rightTime < childTime ||
          (rightTime === childTime && this.isEarlier(nodes[child + 1]!, nodes[child]!))
        ) {
          child++;
          childTime = rightTime;
        }
      }
      if (time < childTime || (time === childTime && this.isEarlier(node, nodes[child]!))) break;
      times[hole] = childTime;
      nodes[hole] = nodes[child]!;
      hole = child;
    }
    times[hole] = time;
    nodes[hole] = node;
    return first;
  }

  /** Removes any one node, in O(1). */
  removeLast(): number {
    return this.nodes[--this.size]!;
  }

  private isEarlier(a: number, b: number): boolean {
    return this.floats[(a >> 1) + 1]! < this.floats[(b >> 1) + 1]!;
  }
}
