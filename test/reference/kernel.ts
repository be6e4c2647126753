import { createDistribution, type DistributionSpec, type RandomStream } from '../../src/engine/index.js';
import { RandomStream as Stream } from '../../src/engine/random-stream.js';

/** Something that happens at a time. */
export interface Happening {
  readonly time: number;
  /** Of two at the same time the one that was planned first happens first. */
  readonly order: number;
  readonly action: () => void;
  isOff: boolean;
}

/** The clock, the list of what is to come, and the random streams of a seed and a replication by their names. */
export class Kernel {
  now = 0;
  private order = 0;
  /** Sorted, the next one last. */
  private readonly coming: Happening[] = [];
  private readonly streams = new Map<string, RandomStream>();

  constructor(private readonly seed: string) {}

  after(seconds: number, action: () => void): Happening {
    return this.at(this.now + seconds, action);
  }

  at(time: number, action: () => void): Happening {
    const { coming } = this;
    const happening = { time, order: this.order++, action, isOff: false };
    let low = 0;
    let high = coming.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (coming[middle]!.time > time) low = middle + 1;
      else high = middle;
    }
    coming.splice(low, 0, happening);
    return happening;
  }

  /** Does all that happens up to and including a time. */
  run(until: number): void {
    for (let next = this.coming.at(-1); next !== undefined && next.time <= until; next = this.coming.at(-1)) {
      this.coming.pop();
      this.now = next.time;
      if (!next.isOff) next.action();
    }
    this.now = until;
  }

  stream(name: string): RandomStream {
    const stream = this.streams.get(name) ?? new Stream(`${this.seed}/0/${name}`);
    this.streams.set(name, stream);
    return stream;
  }

  /** Values of a distribution, one after the other from the stream of a name; a constant takes none from it. */
  draws(name: string, spec: DistributionSpec): () => number {
    const distribution = createDistribution(spec);
    if (distribution.variance === 0) return () => distribution.mean;
    const stream = this.stream(name);
    return () => distribution.sample(stream);
  }
}
