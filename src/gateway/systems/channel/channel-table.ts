import { type ChannelId, type ConnectionPointId, NONE, type VmId } from '../../request/ids.js';
import type { Transport } from './transport.js';
import type { Transports } from './transports.js';

/** Words of a channel, at `(channel << 3) | ...`: what each message looks at. */
const IS_UP = 0;
const EPOCH = 1;
/** Number of its transport, and its number there. */
const CARRIER = 2;
const PLACE = 3;
const VM = 4;
const POINT = 5;
/** Counted in a double, at `(channel << 2) | ...`. */
const MESSAGES = 3;
const WIDTH = 8;

/** Words of an instance, at `(vm << 2) | ...`: its first channel, the connection point of that, and whose turn is next. */
const FIRST_CHANNEL = 0;
const FIRST_POINT = 1;
const TURN = 2;
const VM_WIDTH = 4;

/**
 * What every message reads of a channel and its ends. The channels of an instance follow one another, in the order of its
 * gateway's connection points. notes: channels-in-one-table
 */
export class ChannelTable {
  private readonly words: Int32Array;
  private readonly floats: Float64Array; // the same memory
  private readonly rows: Int32Array;
  private readonly carriers: readonly Transport[];

  /**
   * @param instances of all gateways
   * @param points connection points of a gateway
   */
  constructor(
    instances: number,
    private readonly points: number,
    readonly transports: Transports,
  ) {
    this.words = new Int32Array(instances * points * WIDTH);
    this.floats = new Float64Array(this.words.buffer);
    this.rows = new Int32Array(instances * VM_WIDTH);
    this.carriers = transports.all;
  }

  /** Adds the next channel; those of an instance in the order of its connection points. */
  add(channel: ChannelId, vm: VmId, point: ConnectionPointId): void {
    const word = channel * WIDTH;
    this.words[word | VM] = vm;
    this.words[word | POINT] = point;
    if (channel % this.points !== 0) return;
    this.rows[(vm << 2) | FIRST_CHANNEL] = channel;
    this.rows[(vm << 2) | FIRST_POINT] = point;
  }

  /** It is up from now on, carried by a transport that knows it by a number. */
  setUp(channel: ChannelId, transport: Transport, place: number): void {
    const { words } = this;
    words[(channel << 3) | IS_UP] = 1;
    words[(channel << 3) | CARRIER] = this.carriers.indexOf(transport);
    words[(channel << 3) | PLACE] = place;
  }

  /** Its life ends. */
  setDown(channel: ChannelId): void {
    this.words[(channel << 3) | IS_UP] = 0;
    this.words[(channel << 3) | EPOCH]++;
  }

  /** Whether it is up, in the life `epoch`. */
  isUpIn(channel: ChannelId, epoch: number): boolean {
    const { words } = this;
    return words[(channel << 3) | EPOCH] === epoch && words[(channel << 3) | IS_UP] === 1;
  }

  /** Counts its lives: what was sent in an earlier life is lost. */
  epoch(channel: ChannelId): number {
    return this.words[(channel << 3) | EPOCH];
  }

  vm(channel: ChannelId): VmId {
    return this.words[(channel << 3) | VM] as VmId;
  }

  point(channel: ChannelId): ConnectionPointId {
    return this.words[(channel << 3) | POINT] as ConnectionPointId;
  }

  /** The transport that carries it; there is one from the first time on that it is up. */
  carrier(channel: ChannelId): Transport {
    return this.carriers[this.words[(channel << 3) | CARRIER]];
  }

  /** Its number with that transport. */
  place(channel: ChannelId): number {
    return this.words[(channel << 3) | PLACE];
  }

  countMessage(channel: ChannelId): void {
    this.floats[(channel << 2) | MESSAGES]++;
  }

  messages(channel: ChannelId): number {
    return this.floats[(channel << 2) | MESSAGES];
  }

  /**
   * The channel for a request on an instance: to the connection point `holding`, on which its client holds a port, if
   * it can be reached, else round robin over those that can; NONE when there is none.
   */
  choose(vm: VmId, holding: ConnectionPointId): ChannelId {
    const { words, rows, points } = this;
    const row = rows[(vm << 2) | FIRST_CHANNEL];
    const held = holding - rows[(vm << 2) | FIRST_POINT];
    if (holding !== NONE && held >= 0 && held < points && words[((row + held) << 3) | IS_UP] === 1)
      return (row + held) as ChannelId;
    for (let tried = 0; tried < points; tried++) {
      const place = (rows[(vm << 2) | TURN] + tried) % points;
      if (words[((row + place) << 3) | IS_UP] !== 1) continue;
      rows[(vm << 2) | TURN] = (place + 1) % points;
      return (row + place) as ChannelId;
    }
    return NONE;
  }
}
