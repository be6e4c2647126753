import { incompleteBeta } from '../student.js';

/**
 * Mean wait in N*D/D/1: `sources` that each send one job of constant `service` every `period`, with independent
 * uniform phases, into one server, first come first served; seconds.
 *
 * A job waits for the work that the M = N - 1 others have left it. With the service as unit of time and T = period /
 * service, the work they leave exceeds x with probability
 *   sum over x < n <= M of C(M, n) ((n - x) / T)^n (1 - (n - x) / T)^(M - n) (T - M + x) / (T - n + x)
 * (Eckberg, "The single server queue with periodic arrival process and deterministic service times", IEEE
 * Transactions on Communications 27, 1979; Roberts and Virtamo, "The superposition of periodic cell arrival streams
 * in an ATM multiplexer", ibid. 39, 1991, equation 5). Its integral over x, with u = (n - x) / T, is a sum of
 * incomplete beta functions: sum over n of T / (M + 1) I(n / T; n + 1, M - n + 1) - I(n / T; n + 1, M - n).
 * @throws RangeError unless 1 <= sources and sources * service <= period.
 */
export function periodicMeanWait(sources: number, period: number, service: number): number {
  if (!(sources >= 1 && sources * service <= period))
    throw new RangeError(`no steady state: ${sources} times ${service} s in a period of ${period} s`);
  const others = sources - 1;
  const time = period / service;
  let wait = 0;
  for (let n = 1; n <= others; n++) {
    wait += (time / sources) * incompleteBeta(n / time, n + 1, others - n + 1);
    if (n < others) wait -= incompleteBeta(n / time, n + 1, others - n);
  }
  return wait * service;
}
