/** Doubles in a line of the processor's memory. notes: cache-lines */
export const LINE = 8;
/** Bytes of a large buffer before its first whole line. notes: cache-lines */
const LEAD_BYTES = 48;

/** Zeros that begin with a line where they are many, so that a place that is a multiple of `LINE` does. */
export function alignedFloats(length: number): Float64Array<ArrayBuffer> {
  const bytes = LEAD_BYTES + length * Float64Array.BYTES_PER_ELEMENT;
  return new Float64Array(new ArrayBuffer(bytes), LEAD_BYTES);
}

/** The memory of `alignedFloats` in 32-bit integers: `floats[place]` is `words[2 * place]` and the next. */
export function alignedWords(floats: Float64Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  return new Int32Array(floats.buffer, floats.byteOffset);
}

/** A longer copy of a column. */
export function longerFloats(old: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const fresh = new Float64Array(capacity);
  fresh.set(old);
  return fresh;
}

/** A longer copy of a column of 32-bit integers. */
export function longerIntegers(old: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const fresh = new Int32Array(capacity);
  fresh.set(old);
  return fresh;
}
