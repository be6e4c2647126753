import type { Simulation } from '../engine/index.js';
import { type Cause, causeNumber } from './causes.js';
import { ORPHANED, STOP, TRAVELLING, WAIT } from './fate.js';
import { Hand } from './hand.js';
import { CAUSE, DURATIONS, ENTERED, MAX_STAGES, PATH, type RequestStore, STEP } from './requests.js';

/**
 * One system that a request passes, seen from the request. A stage ends by `advance`, `after` or `fail`. It can be
 * entered by an event (`enter`), ahead of its time (`enterAhead`), or is always a mere delay.
 */
export interface Stage {
  readonly name: string;
  /** The request comes to the stage now. Begins by asking `journey.enters` whether it does. */
  enter?(request: number): void;
  /**
   * Where the stage is a mere delay, leaves the seconds that it will take in `journey.hand` and returns true; false when
   * the request must enter it. Asked ahead of time, so that delays in a row are one event.
   */
  delay?(request: number): boolean;
  /** Leaves in `journey.hand` the seconds on the way to the stage, counted as its own; asked once a visit. */
  approach?(request: number): void;
  /** Enters a stage that begins `journey.lead` from now, where it knows what to do already; saves an event. */
  enterAhead?(request: number): void;
}

/**
 * A stage at its place on a path, with its methods: V8 looks the method of one of a dozen classes up in a hash table,
 * which was 4 % of a run, but not a field of one class.
 */
class Step {
  readonly delay: Stage['delay'];
  readonly approach: Stage['approach'];
  readonly enterAhead: Stage['enterAhead'];
  readonly enter: NonNullable<Stage['enter']>;
  /** Of events that enter the stage: one call from the event loop to the stage, not two. */
  readonly handler: number;
  next: Step = this;

  constructor(
    simulation: Simulation,
    readonly stage: Stage,
  ) {
    this.delay = stage.delay;
    this.approach = stage.approach;
    this.enterAhead = stage.enterAhead;
    this.enter = stage.enter ?? neverEntered;
    this.handler = simulation.handlerOf(stage, this.enter);
  }
}

function neverEntered(this: Stage): never {
  throw new Error(`stage ${this.name} has no way to be entered`);
}

/** Steps that a path has room for, as a power of two: one more than it may have stages. */
const PATH_BITS = 5;

/** Stands behind the last stage of each path: the reply arrives. */
class Arrival implements Stage {
  readonly name = 'arrival';

  constructor(
    private readonly simulation: Simulation,
    private readonly lead: Float64Array,
    private readonly handler: number,
  ) {}

  enterAhead(request: number): void {
    this.simulation.scheduleFrom(this.lead, 0, this.handler, request);
  }
}

/** Who hears how journeys end. */
export interface JourneyListener {
  /** The reply has arrived at a client that waited for it. */
  arrived(request: number): void;
  /** A client that waited hears of a failure. */
  failed(request: number, cause: number): void;
  /** The attempt lets go of whatever it holds (channel slot, port): it ends, or its way is gone. */
  released(request: number): void;
}

/** Leads requests through their stages and stamps the time that each takes. */
export class Journey {
  private readonly arriveHandler: number;
  private readonly failHandler: number;
  /** Seconds until the next stage begins, or the one that is entered: as an argument they would be a heap number. */
  readonly lead = new Float64Array(1);
  readonly hand = new Hand();
  /** By path and step. */
  private steps: Step[] = [];
  private listener!: JourneyListener;

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
  ) {
    this.arriveHandler = simulation.handlerOf(this, this.arrive);
    this.failHandler = simulation.handlerOf(this, this.hearFailure);
  }

  /**
   * Sets the stages of each path, and who listens. Stage 0 of a path is the waiting before the attempt.
   * @throws RangeError when a request's record has no room for the durations of a path
   */
  lay(paths: readonly (readonly Stage[])[], listener: JourneyListener): void {
    const arrival = new Step(this.simulation, new Arrival(this.simulation, this.lead, this.arriveHandler));
    this.steps = [];
    for (const stages of paths) {
      if (stages.length > MAX_STAGES)
        throw new RangeError(
          `a path has at most ${MAX_STAGES} stages (MAX_STAGES in requests.ts), not ${stages.length}`,
        );
      for (let index = 0; index < 1 << PATH_BITS; index++) {
        const step = index < stages.length ? new Step(this.simulation, stages[index]!) : arrival;
        if (index > 0) this.steps.at(-1)!.next = step;
        this.steps.push(step);
      }
    }
    this.listener = listener;
  }

  /** Whether the request enters its stage now, which is noted; false when its way was lost meanwhile, and then it is dropped. */
  enters(request: number): boolean {
    const { requests } = this;
    if (!requests.goesOn(request)) {
      this.lose(request);
      return false;
    }
    requests.floats[(request >> 1) | ENTERED] = this.simulation.now;
    this.lead[0] = 0;
    return true;
  }

  /** The current stage ends now. */
  advance(request: number): void {
    this.hand.seconds = 0;
    this.after(request);
  }

  /** The current stage ends now, and the request goes on at an earlier or later stage of its path. */
  jump(request: number, step: number): void {
    const { requests, simulation } = this;
    requests.floats[(request >> 1) | DURATIONS | requests.words[request | STEP]!]! +=
      simulation.now - requests.floats[(request >> 1) | ENTERED]!;
    requests.floats[(request >> 1) | ENTERED] = simulation.now;
    requests.words[request | STEP] = step - 1;
    this.advance(request);
  }

  /** The current stage ends `hand.seconds` from now; nothing can happen to the request until then but the loss of its way. */
  after(request: number): void {
    const { requests, steps, hand } = this;
    const base = (request >> 1) | DURATIONS;
    let place = requests.words[request | STEP]!;
    let ahead = hand.seconds;
    requests.floats[base | place]! +=
      this.simulation.now - requests.floats[(request >> 1) | ENTERED]! + ahead;
    if (!requests.goesOn(request)) return this.lose(request);
    const path = requests.words[request | PATH]! << PATH_BITS;
    let step = steps[path + ++place]!;
    while (step.delay !== undefined) {
      // Compared with true: of what a call returns V8 asks otherwise whether it counts as true.
      if (step.delay.call(step.stage, request) !== true) break;
      const { seconds } = hand;
      requests.floats[base | place]! += seconds;
      ahead += seconds;
      step = step.next;
      place++;
    }
    requests.words[request | STEP] = place;
    this.lead[0] = ahead;
    if (step.enterAhead !== undefined) {
      requests.floats[(request >> 1) | ENTERED] = this.simulation.now + ahead;
      return step.enterAhead.call(step.stage, request);
    }
    if (step.approach !== undefined) {
      step.approach.call(step.stage, request);
      requests.floats[base | place]! += hand.seconds;
      this.lead[0]! += hand.seconds;
    }
    if (this.lead[0]! > 0) this.simulation.scheduleFrom(this.lead, 0, step.handler, request);
    else step.enter.call(step.stage, request);
  }

  /** The attempt fails; its client hears of it `seconds` from now. */
  fail(request: number, cause: Cause, seconds = 0): void {
    this.listener.released(request);
    this.requests.words[request | CAUSE] = causeNumber(cause);
    if (seconds > 0) this.simulation.schedule(seconds, this.failHandler, request);
    else this.hearFailure(request);
  }

  /**
   * The request stops until another one is answered (see `Clients.goOn`). An attempt that its client has given up asks
   * for nothing: it ends.
   * @returns whether it waits
   */
  wait(request: number): boolean {
    if (this.requests.fate(request) === ORPHANED) {
      this.lose(request);
      return false;
    }
    this.requests.happens(request, WAIT);
    return true;
  }

  /** The request goes no further and its client does not know: it waits for its time-out; with nobody waiting it is gone. */
  lose(request: number): void {
    this.listener.released(request);
    this.requests.happens(request, STOP);
  }

  private arrive(request: number): void {
    if (this.requests.fate(request) !== TRAVELLING) return this.lose(request);
    this.listener.released(request);
    this.listener.arrived(request);
  }

  private hearFailure(request: number): void {
    if (this.requests.fate(request) === TRAVELLING)
      this.listener.failed(request, this.requests.words[request | CAUSE]!);
    else this.requests.happens(request, STOP);
  }
}
