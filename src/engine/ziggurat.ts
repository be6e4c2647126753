const LAYERS = 256;

/** Horizontal layers of equal area under a decreasing density; layer 0 is the base and carries the tail. */
export interface Ziggurat {
  /** Where the tail begins. */
  readonly tail: number;
  /** Right edge of each layer; widths[256] = 0. */
  readonly widths: Float64Array;
  /** Height of the density at each edge, rising. */
  readonly heights: Float64Array;
}

/**
 * Tables of Marsaglia and Tsang, "The Ziggurat Method for Generating Random Variables" (2000).
 * @param tail where the tail begins, @param area of each layer, for an unscaled density with density(0) = 1
 */
function ziggurat(
  tail: number,
  area: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const widths = new Float64Array(LAYERS + 1);
  const heights = new Float64Array(LAYERS + 1);
  widths[0] = area / density(tail);
  widths[1] = tail;
  heights[1] = density(tail);
  for (let layer = 2; layer < LAYERS; layer++) {
    heights[layer] = heights[layer - 1]! + area / widths[layer - 1]!;
    widths[layer] = inverse(heights[layer]!);
  }
  heights[LAYERS] = 1;
  return { tail, widths, heights };
}

/** Layers under exp(-x). */
export const EXPONENTIAL = ziggurat(
  7.69711747013105,
  3.949659822581572e-3,
  (x) => Math.exp(-x),
  (y) => -Math.log(y),
);

/** Layers under exp(-x^2 / 2), x >= 0. */
export const NORMAL = ziggurat(
  3.654152885361009,
  4.92867323399e-3,
  (x) => Math.exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * Math.log(y)),
);
