import type { ContentId, RequestId } from './ids.js';

// Attributes, at `(request >> 3) | ...`: a record of eight doubles for each of 64 words or more of a request's own.
const CONTENT = 0;
const BYTES_LEFT = 1;
const TOKEN_UNTIL = 2;
const RANGE_BYTES = 3;
const RANGE_TRIES = 4;
const WIDTH = 8;

/** What is known of a download besides the attributes of every request, and the only place that knows how it is laid out. */
export class DownloadRecords {
  private floats = new Float64Array(0);

  /** Adds records, for requests up to so many words. */
  extend(words: number): void {
    const floats = new Float64Array(words >> 3);
    floats.set(this.floats);
    this.floats = floats;
  }

  copy(from: RequestId, to: RequestId): void {
    this.floats.copyWithin(to >> 3, from >> 3, (from >> 3) + WIDTH);
  }

  /** A client begins to fetch a package of which the source serves so many bytes. */
  begin(request: RequestId, content: ContentId, bytes: number): void {
    this.floats[(request >> 3) | CONTENT] = content;
    this.floats[(request >> 3) | BYTES_LEFT] = bytes;
    this.floats[(request >> 3) | RANGE_TRIES] = 0;
  }

  content(request: RequestId): ContentId {
    return this.floats[(request >> 3) | CONTENT] as ContentId;
  }

  bytesLeft(request: RequestId): number {
    return this.floats[(request >> 3) | BYTES_LEFT];
  }

  /** Until when its content token is valid. */
  tokenUntil(request: RequestId): number {
    return this.floats[(request >> 3) | TOKEN_UNTIL];
  }
  setTokenUntil(request: RequestId, time: number): void {
    this.floats[(request >> 3) | TOKEN_UNTIL] = time;
  }

  /** A range of so many bytes is on its way. */
  beginRange(request: RequestId, bytes: number): void {
    this.floats[(request >> 3) | RANGE_BYTES] = bytes;
  }

  /** The range has arrived. */
  endRange(request: RequestId): void {
    this.floats[(request >> 3) | BYTES_LEFT] -= this.floats[(request >> 3) | RANGE_BYTES];
    this.floats[(request >> 3) | RANGE_TRIES] = 0;
  }

  /** Counts how often in a row a range was refused. */
  countRefusal(request: RequestId): number {
    return ++this.floats[(request >> 3) | RANGE_TRIES];
  }
}
