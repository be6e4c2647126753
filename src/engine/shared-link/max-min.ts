/** A group of alike flows: how many, the most each may have, and what each is given. */
export interface Sharer {
  readonly size: number;
  readonly cap: number;
  rate: number;
}

/**
 * Max-min fair rates by water-filling: from the lowest cap up, each group takes the equal share of what is left, or
 * its cap if that is less. O(groups).
 * @param byCap groups in order of their caps; `rate` is set on each, in the unit of `capacity`
 * @param flows the sum of their sizes
 */
export function shareFairly(byCap: readonly Sharer[], flows: number, capacity: number): void {
  let left = capacity;
  let flowsLeft = flows;
  for (const sharer of byCap) {
    if (sharer.size === 0) continue;
    const equal = capacity === Infinity ? Infinity : Math.max(0, left) / flowsLeft;
    sharer.rate = sharer.cap < equal ? sharer.cap : equal;
    left -= sharer.rate * sharer.size;
    flowsLeft -= sharer.size;
  }
}
