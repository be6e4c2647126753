import { SEQUENCE } from './layout.js';

/** 32-bit words of an event's node, which is numbered by its first word; besides the event it holds the node that comes next. */
export const NODE = 8;
export const NEXT = 6;
/** The first node is no event: its time is Infinity, so that the next event's time is a node's, whether there is one or not. */
export const NONE = 0;

/** Events of a sorted list that are looked at to insert one. */
const LONGEST_SCAN = 12;
/** No list: it would have taken a longer scan. */
export const CROWDED = -1;

/** The memory of a calendar's events, and the linked lists that they form there: those that are free, those of a day. */
export class NodeStorage {
  words = new Int32Array(0);
  floats = new Float64Array(0);
  free = NONE;

  /**
   * Puts a node into a sorted list, in O(LONGEST_SCAN).
   * @returns the first node of the list then; CROWDED, and nothing is changed, when it belongs farther behind
   */
  protected insertSorted(list: number, node: number): number {
    const { words, floats } = this;
    const time = floats[node >> 1]!;
    let before = NONE;
    let next = list;
    for (let scanned = 0; next !== NONE; scanned++) {
      const nextTime = floats[next >> 1]!;
      if (nextTime > time || (nextTime === time && !this.isEarlier(next, node))) break;
      if (scanned === LONGEST_SCAN) return CROWDED;
      before = next;
      next = words[next | NEXT]!;
    }
    words[node | NEXT] = next;
    if (before === NONE) return node;
    words[before | NEXT] = node;
    return list;
  }

  /** Of two nodes at one time, whether the first was scheduled before the other. */
  private isEarlier(a: number, b: number): boolean {
    return this.floats[(a >> 1) | SEQUENCE]! < this.floats[(b >> 1) | SEQUENCE]!;
  }

  /** Whether the nodes of a list stand in their order. */
  protected isSorted(list: number): boolean {
    const { words, floats } = this;
    for (
      let node = list, next = words[node | NEXT]!;
      next !== NONE;
      node = next, next = words[node | NEXT]!
    ) {
      const [time, nextTime] = [floats[node >> 1]!, floats[next >> 1]!];
      if (time > nextTime || (time === nextTime && !this.isEarlier(node, next))) return false;
    }
    return true;
  }

  /** Puts the nodes of a list, the last one first, before those of another; returns the whole. */
  protected prepend(list: number, others: number): number {
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

  /** Makes room for so many nodes. */
  protected extend(nodes: number): void {
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
