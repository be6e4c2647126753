type Combine = (...values: number[]) => number;

/** Events under way that concern the same parts: a part follows the worst of them, and is well when the last has ended. */
export class Overlaps {
  private readonly underWay = new Map<string, number[]>();

  /**
   * One event's effect on a part.
   * @param value what the event makes of it
   * @param worst how the values of several events make one (`Math.min` or `Math.max`)
   * @param well value of the part that is well
   * @param apply called with the value that counts, whenever it changes
   */
  effect(part: string, value: number, worst: Combine, well: number, apply: (value: number) => void) {
    const values = this.underWay.get(part) ?? [];
    this.underWay.set(part, values);
    const change = (edit: () => void) => {
      const before = worst(well, ...values);
      edit();
      const after = worst(well, ...values);
      if (after !== before) apply(after);
    };
    return {
      begin: () => change(() => values.push(value)),
      end: () => change(() => values.splice(values.indexOf(value), 1)),
    };
  }

  /** A part that is down from the first event's begin to the last one's end. */
  outage(part: string, stop: () => void, start: () => void) {
    return this.effect(part, 0, Math.min, 1, (value) => (value === 0 ? stop() : start()));
  }
}
