/** A copy of a column with more room. */
export function roomierFloats(old: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const fresh = new Float64Array(capacity);
  fresh.set(old);
  return fresh;
}

/** A copy of a column of 32-bit integers with more room. */
export function roomierIntegers(old: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const fresh = new Int32Array(capacity);
  fresh.set(old);
  return fresh;
}
