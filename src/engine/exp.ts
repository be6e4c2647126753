/** Table steps in an octave. */
const STEPS = 256;
const STEPS_PER_UNIT = STEPS / Math.LN2;
/** ln 2 / 256 in two parts: the first has so few digits that its product with the number of steps is exact. */
const STEP_HIGH = Math.fround(Math.LN2 / STEPS);
const STEP_LOW = -7.440055859210031e-12;
/** Arguments beyond it lead near the ends of what a double can hold. */
const LARGEST = 700;
const LEAST_OCTAVE = -1011;
/** 2^(i / 256), and powers of two. */
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, index) => 2 ** (index / STEPS));
const OCTAVES = Float64Array.from({ length: -2 * LEAST_OCTAVE }, (_, index) => 2 ** (LEAST_OCTAVE + index));

/**
 * e^x, within 2 units in the last place of a double. By a table and a short series (P. T. P. Tang, "Table-driven
 * implementation of the exponential function in IEEE floating-point arithmetic", ACM TOMS 15(2), 1989). It
 * gives the same bits on any machine, which no standard asks of Math.exp, and is quicker. notes: compiled-into-callers
 */
export function exp(x: number): number {
  if (!(x > -LARGEST && x < LARGEST)) return Math.exp(x);
  const steps = Math.floor(x * STEPS_PER_UNIT + 0.5) | 0;
  const rest = x - steps * STEP_HIGH - steps * STEP_LOW;
  const series = rest + rest * rest * (1 / 2 + rest * (1 / 6 + rest * (1 / 24)));
  const fraction = FRACTIONS[steps & (STEPS - 1)]!;
  return (fraction + fraction * series) * OCTAVES[(steps >> 8) - LEAST_OCTAVE]!;
}
