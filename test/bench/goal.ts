/** What is aimed at, and whether it was reached. */
export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

export const atLeast = (value: number, bound: number): Goal => ({
  text: `≥ ${bound.toFixed(2)}`,
  met: value >= bound,
});

export const atMost = (value: number, bound: number, unit = ''): Goal => ({
  text: unit === '' ? `≤ ${bound.toFixed(2)}` : `≤ ${bound} ${unit}`,
  met: value <= bound,
});

/** Within a share of 1, either way. */
export const within = (ratio: number, share: number): Goal => ({
  text: `1 ± ${share.toFixed(2)}`,
  met: Math.abs(ratio - 1) <= share,
});
