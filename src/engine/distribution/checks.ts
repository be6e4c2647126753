/** Throws a RangeError unless a parameter is finite and at least `least`. */
export function requireAtLeast(least: number, kind: string, name: string, value: number): void {
  if (!(value >= least && value < Infinity)) {
    throw new RangeError(`${kind}: ${name} must be ${least} or more and finite, not ${value}`);
  }
}

/** Throws a RangeError unless a parameter is finite and above `bound`. */
export function requireAbove(bound: number, kind: string, name: string, value: number, why = ''): void {
  if (!(value > bound && value < Infinity)) {
    throw new RangeError(
      `${kind}: ${name} must be above ${bound} and finite, not ${value}${why && ` (${why})`}`,
    );
  }
}
