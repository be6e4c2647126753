import { type Resource, ServerLine, ServerPool } from '../../engine/index.js';
import type { Context } from '../request/context.js';
import type { RequestId } from '../request/ids.js';

interface StationOptions {
  readonly name: string;
  readonly servers: number;
  readonly discipline?: 'fcfs' | 'ps';
  /** Speed may change while requests are served: their ends are not known when they come. */
  readonly variableSpeed?: boolean;
  /** Requests that may wait; more are refused. */
  readonly queueLimit?: number | undefined;
  /** Seconds that the stage goes on after service: the way back to where the request came from. */
  readonly tail?: () => number;
  /** Called after a request was served, before it goes on. */
  readonly served?: () => void;
}

/** Servers at which a request spends a stage, or a part of one: a request that was served has ended its stage. */
export interface Station {
  readonly resource: Resource;
  /** Busy servers now; only where the speed may vary. */
  readonly busy: number;
  /** Serves a request for so many seconds; false when it was refused because too many wait. */
  serve(request: RequestId, seconds: number): boolean;
  setServers(servers: number): void;
  setSpeed(speed: number): void;
  /** Forgets the work in it. Throws where requests in a pool go on: who stops cuts them off first, or they are lost without a word. */
  clear(): void;
}

/**
 * Makes a station. First come first served at constant speed knows each end when a request comes: whoever comes later is
 * served later, and who stops the station interrupts its requests first. No event is needed where one begins.
 */
export function createStation(context: Context, options: StationOptions): Station {
  const needsPool = options.discipline === 'ps' || options.variableSpeed === true;
  return needsPool ? new PoolStation(context, options) : new LineStation(context, options);
}

class LineStation implements Station {
  readonly resource: ServerLine;
  readonly busy = 0;

  private readonly queueLimit: number | undefined;
  private readonly tail: (() => number) | undefined;

  constructor(
    private readonly context: Context,
    options: StationOptions,
  ) {
    this.resource = new ServerLine(context.simulation, options);
    this.queueLimit = options.queueLimit;
    this.tail = options.tail;
  }

  serve(request: RequestId, seconds: number): boolean {
    const { queueLimit, tail } = this;
    if (queueLimit !== undefined && !this.resource.hasRoom(queueLimit)) return false;
    const { simulation, journey } = this.context;
    const served = this.resource.serve(seconds) - simulation.now;
    journey.after(request, tail === undefined ? served : served + tail());
    return true;
  }

  setServers(servers: number): void {
    this.resource.setServers(servers);
  }

  setSpeed(): void {
    throw new Error(`${this.resource.name}: made for a constant speed`);
  }

  clear(): void {
    this.resource.clear();
  }
}

class PoolStation implements Station {
  readonly resource: ServerPool;

  constructor(
    private readonly context: Context,
    options: StationOptions,
  ) {
    const { name, servers, discipline = 'fcfs', queueLimit, tail, served } = options;
    this.resource = new ServerPool(context.simulation, {
      name,
      servers,
      discipline,
      ...(queueLimit === undefined ? {} : { queueLimit }),
      done: (job) => {
        const request = job as RequestId;
        served?.();
        context.journey.after(request, tail?.() ?? 0);
      },
    });
  }

  get busy(): number {
    return this.resource.busy;
  }

  serve(request: RequestId, seconds: number): boolean {
    return this.resource.enter(request, seconds);
  }

  setServers(servers: number): void {
    this.resource.setServers(servers);
  }

  setSpeed(speed: number): void {
    this.resource.setSpeed(speed);
  }

  clear(): void {
    const { requests, journey } = this.context;
    this.resource.evict((job) => {
      const request = job as RequestId;
      if (requests.goesOn(request))
        throw new Error(`${this.resource.name} is stopped before its requests are cut off`);
      journey.lose(request);
    });
  }
}
