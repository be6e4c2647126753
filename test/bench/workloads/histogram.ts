const BINS = 2 ** 17;

/** Histogram over the bits of a double: 64 bins an octave, so that a quantile is right within 0.8 %; as in the reference. */
export class Histogram {
  private readonly value = new Float64Array(1);
  private readonly bits = new Uint32Array(this.value.buffer);
  private readonly counts = new Float64Array(BINS);
  private count = 0;
  private sum = 0;

  add(value: number): void {
    this.value[0] = value;
    this.counts[this.bits[1]! >>> 14]!++;
    this.count++;
    this.sum += value;
  }

  mean(): number {
    return this.sum / this.count;
  }

  quantile(share: number): number {
    let left = Math.floor(share * this.count);
    for (let bin = 0; bin < BINS; bin++) {
      if (left < this.counts[bin]!) {
        this.bits[1] = bin << 14;
        this.bits[0] = 0;
        return this.value[0]! * (1 + 2 ** -7);
      }
      left -= this.counts[bin]!;
    }
    return Number.NaN;
  }
}
