/**
 * Erlang's loss formula: probability that an arrival finds all `servers` busy, in M/G/c/c with `load` = arrival rate
 * x mean service time in erlangs. Insensitive to the distribution of service. Recursion B(c) = a B(c-1) / (c + a B(c-1));
 * Erlang 1917; Cooper, Introduction to Queueing Theory (2nd ed., 1981), section 3.3.
 */
export function erlangB(servers: number, load: number): number {
  let blocking = 1;
  for (let c = 1; c <= servers; c++) blocking = (load * blocking) / (c + load * blocking);
  return blocking;
}

/**
 * Erlang's delay formula: probability that an arrival waits in M/M/c with unlimited queue; 1 when load >= servers.
 * Cooper (1981), section 3.4: C = B / (1 - rho (1 - B)).
 */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocking = erlangB(servers, load);
  return blocking / (1 - (load / servers) * (1 - blocking));
}
