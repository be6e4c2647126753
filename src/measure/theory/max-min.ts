/**
 * Max-min fair shares of a capacity among flows that each take no more than their cap: those below the equal share of
 * what is left get their cap, the others share the rest alike. Any unit, the same for all.
 * Bertsekas and Gallager, Data Networks (2nd ed., 1992), section 6.5.2.
 */
export function maxMinShares(capacity: number, caps: readonly number[]): number[] {
  const shares: number[] = [];
  let left = capacity;
  const rising = caps.map((_, i) => i).sort((a, b) => caps[a]! - caps[b]!);
  for (const [served, i] of rising.entries()) {
    shares[i] = Math.min(caps[i]!, left / (caps.length - served));
    left -= shares[i]!;
  }
  return shares;
}
