import { incompleteBeta } from './student.js';

/**
 * P(X >= successes) of X binomial with `trials` and `share`: the p-value of the one-sided exact test of whether the true share
 * is larger than `share`. By the incomplete beta function (Abramowitz and Stegun 26.5.24).
 * @throws RangeError unless 0 <= successes <= trials, both whole, and 0 < share < 1
 */
export function binomialTail(successes: number, trials: number, share: number): number {
  if (!(Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials))
    throw new RangeError(`no binomial tail of ${successes} among ${trials}`);
  if (!(share > 0 && share < 1)) throw new RangeError(`a share lies between 0 and 1, not at ${share}`);
  return successes === 0 ? 1 : incompleteBeta(share, successes, trials - successes + 1);
}
