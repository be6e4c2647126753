import { alignedFloats } from '../engine/index.js';

/** Bytes of a record. notes: cache-lines */
const RECORD_BYTES = 64;

/**
 * Attributes by client, those of one client side by side in a record. notes: clients-side-by-side
 *
 * Attributes are registered before the first is read; those that no longer fit begin a second record.
 */
export class ClientRecords {
  private readonly blocks: Block[] = [];

  constructor(readonly count: number) {}

  float64(initial = 0): Float64Column {
    const { block, at } = this.take(8);
    return fill(new Float64Column(block.doubles, at / 8), this.count, initial);
  }

  float32(initial = 0): Float32Column {
    const { block, at } = this.take(4);
    return fill(new Float32Column(block.singles, at / 4), this.count, initial);
  }

  int32(initial = 0): Int32Column {
    const { block, at } = this.take(4);
    return fill(new Int32Column(block.words, at / 4), this.count, initial);
  }

  int16(initial = 0): Int16Column {
    const { block, at } = this.take(2);
    return fill(new Int16Column(block.halves, at / 2), this.count, initial);
  }

  uint8(initial = 0): Uint8Column {
    const { block, at } = this.take(1);
    return fill(new Uint8Column(block.bytes, at), this.count, initial);
  }

  /** Room for one more attribute: doubles from the front of a record, smaller ones from its end. */
  private take(bytes: number): { block: Block; at: number } {
    for (const block of this.blocks) {
      const at = block.take(bytes);
      if (at !== null) return { block, at };
    }
    const block = new Block(this.count);
    this.blocks.push(block);
    return { block, at: block.take(bytes)! };
  }
}

/**
 * The records of all clients, and which of their bytes are taken. One array of each kind over them, which columns of
 * a kind share.
 */
class Block {
  readonly doubles: Float64Array;
  readonly singles: Float32Array;
  readonly words: Int32Array;
  readonly halves: Int16Array;
  readonly bytes: Uint8Array;
  private readonly isTaken = new Uint8Array(RECORD_BYTES);

  constructor(count: number) {
    this.doubles = alignedFloats((count * RECORD_BYTES) / Float64Array.BYTES_PER_ELEMENT);
    const { buffer, byteOffset } = this.doubles;
    this.singles = new Float32Array(buffer, byteOffset);
    this.words = new Int32Array(buffer, byteOffset);
    this.halves = new Int16Array(buffer, byteOffset);
    this.bytes = new Uint8Array(buffer, byteOffset);
  }

  /** Offset of an aligned attribute, null when it does not fit. Small ones fill the gaps between others first. */
  take(bytes: number): number | null {
    const places = Array.from({ length: RECORD_BYTES / bytes }, (_, index) => index * bytes);
    if (bytes < 8) places.reverse();
    const at = places.find((place) => !this.isTaken.subarray(place, place + bytes).includes(1));
    if (at === undefined) return null;
    this.isTaken.fill(1, at, at + bytes);
    return at;
  }
}

// A class for each type of number, however alike, notes: one-kind-of-array. A shift and an `or`, notes: integers

export class Float64Column {
  constructor(
    private readonly view: Float64Array,
    private readonly offset: number,
  ) {}

  get(client: number): number {
    return this.view[(client << 3) | this.offset]!;
  }

  set(client: number, value: number): void {
    this.view[(client << 3) | this.offset] = value;
  }
}

export class Float32Column {
  constructor(
    private readonly view: Float32Array,
    private readonly offset: number,
  ) {}

  get(client: number): number {
    return this.view[(client << 4) | this.offset]!;
  }

  set(client: number, value: number): void {
    this.view[(client << 4) | this.offset] = value;
  }
}

export class Int32Column {
  constructor(
    private readonly view: Int32Array,
    private readonly offset: number,
  ) {}

  get(client: number): number {
    return this.view[(client << 4) | this.offset]!;
  }

  set(client: number, value: number): void {
    this.view[(client << 4) | this.offset] = value;
  }
}

export class Int16Column {
  constructor(
    private readonly view: Int16Array,
    private readonly offset: number,
  ) {}

  get(client: number): number {
    return this.view[(client << 5) | this.offset]!;
  }

  set(client: number, value: number): void {
    this.view[(client << 5) | this.offset] = value;
  }
}

export class Uint8Column {
  constructor(
    private readonly view: Uint8Array,
    private readonly offset: number,
  ) {}

  get(client: number): number {
    return this.view[(client << 6) | this.offset]!;
  }

  set(client: number, value: number): void {
    this.view[(client << 6) | this.offset] = value;
  }
}

function fill<Column extends { set(client: number, value: number): void }>(
  column: Column,
  count: number,
  value: number,
): Column {
  if (value !== 0) for (let client = 0; client < count; client++) column.set(client, value);
  return column;
}
