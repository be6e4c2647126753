/** Most stages a journey may have. */
export const MAX_STAGES = 20;

/** The client waits and the request is on its way. */
export const ALIVE = 0;
/** The client has given up; what it started goes on and costs its time. */
export const ORPHANED = 1;
/** Its way is gone (a lost channel): nothing more will happen, but the client does not know. */
export const LOST = 2;
/** Its way is gone and nobody waits: it disappears at its next step. */
export const VANISHED = 3;
/** Nothing is under way for it: the client waits for a time-out. */
export const PARKED = 4;
/** It waits for another request (a token, a location) that it has caused. */
export const WAITING = 5;

export const NONE = -1;

/**
 * All requests in flight, one column an attribute; a request is its row number. Rows are used again, so memory
 * follows what is in flight and not what has passed. `generation` tells the uses of a row apart.
 */
export class RequestStore {
  capacity: number;
  active = 0;
  readonly maxStages = MAX_STAGES;

  /** Logical request: what the client wants. It outlives an attempt. */
  requestClass!: Uint8Array;
  client!: Int32Array;
  arrival!: Float64Array;
  requestBytes!: Float64Array;
  replyBytes!: Float64Array;
  service!: Float64Array;
  attempts!: Uint8Array;
  exchangesLeft!: Uint8Array;
  /** Package of a download. */
  content!: Int32Array;
  /** Content source of a download, see `ContentSources`. */
  source!: Int16Array;
  bytesLeft!: Float64Array;
  /** Until when a download's content token is valid. */
  tokenUntil!: Float64Array;
  rangeTries!: Uint16Array;
  /** The request that waits for this one, and the generation it had. */
  parent!: Int32Array;
  parentGeneration!: Float64Array;

  /** Attempt: where it is and what it holds. */
  fate!: Uint8Array;
  generation!: Float64Array;
  path!: Uint8Array;
  step!: Uint8Array;
  entered!: Float64Array;
  vm!: Int16Array;
  channel!: Int32Array;
  channelEpoch!: Int32Array;
  /** HTTPS connection of the channel that the request travels on. */
  connection!: Int16Array;
  holdsSlot!: Uint8Array;
  /** Life of the connection point in which the request took a port of its own there, plus 1; 0 when it holds none. */
  portLife!: Int32Array;
  /** 0 kept-alive, 1 resumed TLS session, 2 full handshake. */
  handshake!: Uint8Array;
  siteSystem!: Int16Array;
  cause!: Uint8Array;
  /** Seconds spent in each stage, `maxStages` a row. */
  durations!: Float64Array;

  private free: Int32Array;
  private freeCount = 0;
  private used = 0;

  constructor(capacity = 1024) {
    this.capacity = 0;
    this.free = new Int32Array(0);
    this.grow(capacity);
  }

  /** Takes a row; every column of it is reset. */
  allocate(): number {
    if (this.freeCount === 0 && this.used === this.capacity) this.grow(this.capacity * 2);
    const request = this.freeCount > 0 ? this.free[--this.freeCount]! : this.used++;
    this.active++;
    this.attempts[request] = 0;
    this.exchangesLeft[request] = 0;
    this.content[request] = NONE;
    this.source[request] = NONE;
    this.rangeTries[request] = 0;
    this.parent[request] = NONE;
    this.resetAttempt(request);
    return request;
  }

  release(request: number): void {
    this.generation[request]!++;
    this.fate[request] = PARKED;
    this.client[request] = NONE;
    this.free[this.freeCount++] = request;
    this.active--;
  }

  resetAttempt(request: number): void {
    this.fate[request] = ALIVE;
    this.step[request] = 0;
    this.vm[request] = NONE;
    this.channel[request] = NONE;
    this.siteSystem[request] = NONE;
    this.holdsSlot[request] = 0;
    this.portLife[request] = 0;
    this.handshake[request] = 0;
    // A loop: the call of `fill` costs more than twenty stores.
    const { durations } = this;
    const end = (request + 1) * MAX_STAGES;
    for (let index = request * MAX_STAGES; index < end; index++) durations[index] = 0;
  }

  /** A new row for the logical request, so that the attempt under way can end without its client. */
  detach(request: number): number {
    const heir = this.allocate();
    for (const column of this.logicalColumns()) column[heir] = column[request]!;
    this.path[heir] = this.path[request]!;
    this.step[heir] = this.step[request]!;
    this.durations.copyWithin(heir * MAX_STAGES, request * MAX_STAGES, (request + 1) * MAX_STAGES);
    this.fate[heir] = PARKED;
    return heir;
  }

  /** Calls `visit` with every row in use. */
  forEach(visit: (request: number) => void): void {
    for (let request = 0; request < this.used; request++) {
      if (this.client[request] !== NONE) visit(request);
    }
  }

  private logicalColumns() {
    return [
      this.requestClass,
      this.client,
      this.arrival,
      this.requestBytes,
      this.replyBytes,
      this.service,
      this.attempts,
      this.exchangesLeft,
      this.content,
      this.source,
      this.bytesLeft,
      this.tokenUntil,
      this.rangeTries,
      this.parent,
      this.parentGeneration,
    ];
  }

  private grow(capacity: number): void {
    const resize = <T extends { set(from: ArrayLike<number>): void }>(
      Column: new (length: number) => T,
      from: T | undefined,
    ): T => {
      const column = new Column(capacity);
      if (from !== undefined) column.set(from as unknown as ArrayLike<number>);
      return column;
    };
    this.requestClass = resize(Uint8Array, this.requestClass);
    this.client = resize(Int32Array, this.client);
    this.client.fill(NONE, this.capacity);
    this.arrival = resize(Float64Array, this.arrival);
    this.requestBytes = resize(Float64Array, this.requestBytes);
    this.replyBytes = resize(Float64Array, this.replyBytes);
    this.service = resize(Float64Array, this.service);
    this.attempts = resize(Uint8Array, this.attempts);
    this.exchangesLeft = resize(Uint8Array, this.exchangesLeft);
    this.content = resize(Int32Array, this.content);
    this.source = resize(Int16Array, this.source);
    this.bytesLeft = resize(Float64Array, this.bytesLeft);
    this.tokenUntil = resize(Float64Array, this.tokenUntil);
    this.rangeTries = resize(Uint16Array, this.rangeTries);
    this.parent = resize(Int32Array, this.parent);
    this.parentGeneration = resize(Float64Array, this.parentGeneration);
    this.fate = resize(Uint8Array, this.fate);
    this.generation = resize(Float64Array, this.generation);
    this.path = resize(Uint8Array, this.path);
    this.step = resize(Uint8Array, this.step);
    this.entered = resize(Float64Array, this.entered);
    this.vm = resize(Int16Array, this.vm);
    this.channel = resize(Int32Array, this.channel);
    this.channelEpoch = resize(Int32Array, this.channelEpoch);
    this.connection = resize(Int16Array, this.connection);
    this.holdsSlot = resize(Uint8Array, this.holdsSlot);
    this.portLife = resize(Int32Array, this.portLife);
    this.handshake = resize(Uint8Array, this.handshake);
    this.siteSystem = resize(Int16Array, this.siteSystem);
    this.cause = resize(Uint8Array, this.cause);
    this.free = resize(Int32Array, this.free);
    const durations = new Float64Array(capacity * MAX_STAGES);
    if (this.capacity > 0) durations.set(this.durations);
    this.durations = durations;
    this.capacity = capacity;
  }
}

/** Whether a download leads its client to another gateway than its own, with which it has no connection. */
export const isElsewhere = (requests: RequestStore, request: number, own: number): boolean =>
  requests.source[request] !== NONE && requests.source[request] !== own;
