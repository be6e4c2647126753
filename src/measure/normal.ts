const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond it the tail is summed on its own, so that it keeps its relative accuracy. */
const TAIL_FROM = 4;

const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / ROOT_TWO_PI;

/**
 * Standard normal distribution function, to about 1e-15 (relative in the lower tail).
 * simple-statistics answers it to 1e-7, too little for a tail. Series of Marsaglia, "Evaluating the normal
 * distribution", Journal of Statistical Software 11(4), 2004; tail by the continued fraction 26.2.14 of
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964).
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) throw new RangeError('the normal distribution function needs a number');
  if (x < -TAIL_FROM) return lowerTail(-x);
  if (x > TAIL_FROM) return 1 - lowerTail(x);
  let term = x;
  let sum = x;
  for (let k = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); k += 2) {
    term *= (x * x) / k;
    sum += term;
  }
  return 0.5 + normalDensity(x) * sum;
}

/** P(Z > x) for x > 4. */
function lowerTail(x: number): number {
  let fraction = 0;
  for (let k = 60; k > 0; k--) fraction = k / (x + fraction);
  return normalDensity(x) / (x + fraction);
}

/**
 * Standard normal quantile, by Newton steps from the rational approximation 26.2.23 of Abramowitz and Stegun.
 * @throws RangeError unless 0 < p < 1.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability inside 0..1, not ${p}`);
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let x =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
  for (let step = 0; step < 4; step++) x -= (normalCdf(x) - p) / normalDensity(x);
  return x;
}
