import type { HandlerId, Simulation } from '../engine/index.js';
import { type Cause, type CauseId, causeId } from './causes.js';
import { ORPHANED, STOP, TRAVELLING, WAIT } from './fate.js';
import { Hand } from './hand.js';
import type { ById, PathId, RequestId } from './ids.js';
import type { RequestStore } from './requests.js';

/**
 * One system that a request passes, seen from the request. A stage ends by `advance`, `after` or `fail`. It can be
 * entered by an event (`enter`), ahead of its time (`enterAhead`), or is always a mere delay.
 */
export interface Stage {
  readonly name: string;
  /** The request comes to the stage now. Begins by asking `journey.enters` whether it does. */
  enter?(request: RequestId): void;
  /**
   * Where the stage is a mere delay, leaves the seconds that it will take in `journey.hand` and returns true; false when
   * the request must enter it. Asked ahead of time, so that delays in a row are one event.
   */
  delay?(request: RequestId): boolean;
  /** Leaves in `journey.hand` the seconds on the way to the stage, counted as its own; asked once a visit. */
  approach?(request: RequestId): void;
  /** Enters a stage that begins `journey.lead` from now, where it knows what to do already; saves an event. */
  enterAhead?(request: RequestId): void;
}

/** A stage at its place on a path, with its methods: docs/engineering-notes.md#what-is-built-the-way-it-is-and-why. */
class Step {
  readonly delay: Stage['delay'];
  readonly approach: Stage['approach'];
  readonly enterAhead: Stage['enterAhead'];
  readonly enter: NonNullable<Stage['enter']>;
  /** Of events that enter the stage. */
  readonly handler: HandlerId<RequestId>;
  next: Step = this;

  constructor(
    simulation: Simulation,
    readonly stage: Stage,
    readonly place: number,
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

/** Stands behind the last stage of each path: the reply arrives. */
class Arrival implements Stage {
  readonly name = 'arrival';

  constructor(
    private readonly simulation: Simulation,
    private readonly lead: Float64Array,
    private readonly handler: HandlerId<RequestId>,
  ) {}

  enterAhead(request: RequestId): void {
    this.simulation.scheduleFrom(this.lead, 0, this.handler, request);
  }
}

/** Who hears how journeys end. */
export interface JourneyListener {
  /** The reply has arrived at a client that waited for it. */
  arrived(request: RequestId): void;
  /** A client that waited hears of a failure. */
  failed(request: RequestId, cause: CauseId): void;
  /** The attempt lets go of whatever it holds (channel slot, port): it ends, or its way is gone. */
  released(request: RequestId): void;
}

/** Leads requests through their stages and stamps the time that each takes. */
export class Journey {
  private readonly arriveHandler: HandlerId<RequestId>;
  private readonly failHandler: HandlerId<RequestId>;
  /** Seconds until the next stage begins, or the one that is entered: as an argument they would be a heap number. */
  readonly lead = new Float64Array(1);
  readonly hand = new Hand();
  private paths: ById<PathId, readonly Step[]> = [];
  private listener!: JourneyListener;

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
  ) {
    this.arriveHandler = simulation.handlerOf(this, this.arrive);
    this.failHandler = simulation.handlerOf(this, this.hearFailure);
  }

  /** Sets the stages of each path, and who listens. Stage 0 of a path is the waiting before the attempt. */
  lay(paths: readonly (readonly Stage[])[], listener: JourneyListener): void {
    this.requests.layOut(Math.max(...paths.map(({ length }) => length)));
    this.paths = paths.map((stages) => this.stepsOf(stages));
    this.listener = listener;
  }

  private stepsOf(stages: readonly Stage[]): Step[] {
    const arrival = new Arrival(this.simulation, this.lead, this.arriveHandler);
    const steps = [...stages, arrival].map((stage, place) => new Step(this.simulation, stage, place));
    steps.forEach((step, place) => {
      step.next = steps[place + 1] ?? step;
    });
    return steps;
  }

  /** Whether the request enters its stage now, which is noted; false when its way was lost meanwhile, and then it is dropped. */
  enters(request: RequestId): boolean {
    const { requests } = this;
    if (!requests.goesOn(request)) {
      this.lose(request);
      return false;
    }
    requests.setEntered(request, this.simulation.now);
    this.lead[0] = 0;
    return true;
  }

  /** The current stage ends now. */
  advance(request: RequestId): void {
    this.hand.seconds = 0;
    this.after(request);
  }

  /**
   * The current stage ends now, and the request goes on at another one of its path.
   * @throws Error when its path has no stage of this name
   */
  jump(request: RequestId, name: string): void {
    const { requests, simulation } = this;
    const step = this.paths[requests.path(request)].find(({ stage }) => stage.name === name);
    if (step === undefined) throw new Error(`a request is to go on at ${name}, which is not on its path`);
    requests.addSeconds(request, requests.step(request), simulation.now - requests.entered(request));
    requests.setEntered(request, simulation.now);
    requests.setStep(request, step.place - 1);
    this.advance(request);
  }

  /** The current stage ends `hand.seconds` from now; nothing can happen to the request until then but that its channel is lost. */
  after(request: RequestId): void {
    const { requests, simulation, hand } = this;
    let step = this.paths[requests.path(request)][requests.step(request)];
    let ahead = hand.seconds;
    requests.addSeconds(request, step.place, simulation.now - requests.entered(request) + ahead);
    if (!requests.goesOn(request)) return this.lose(request);
    step = step.next;
    while (step.delay?.call(step.stage, request) === true) {
      const { seconds } = hand;
      requests.addSeconds(request, step.place, seconds);
      ahead += seconds;
      step = step.next;
    }
    requests.setStep(request, step.place);
    this.lead[0] = ahead;
    if (step.enterAhead !== undefined) {
      requests.setEntered(request, simulation.now + ahead);
      return step.enterAhead.call(step.stage, request);
    }
    if (step.approach !== undefined) {
      step.approach.call(step.stage, request);
      requests.addSeconds(request, step.place, hand.seconds);
      this.lead[0] += hand.seconds;
    }
    if (this.lead[0] > 0) this.simulation.scheduleFrom(this.lead, 0, step.handler, request);
    else step.enter.call(step.stage, request);
  }

  /** The attempt fails; its client hears of it `seconds` from now. */
  fail(request: RequestId, cause: Cause, seconds = 0): void {
    this.listener.released(request);
    this.requests.setCause(request, causeId(cause));
    if (seconds > 0) this.simulation.schedule(seconds, this.failHandler, request);
    else this.hearFailure(request);
  }

  /**
   * The request stops until another one is answered (see `Clients.goOn`). An attempt that its client has given up asks
   * for nothing: it ends.
   * @returns whether it waits
   */
  wait(request: RequestId): boolean {
    if (this.requests.fate(request) === ORPHANED) {
      this.lose(request);
      return false;
    }
    this.requests.happens(request, WAIT);
    return true;
  }

  /** The request goes no further and its client does not know: it waits for its time-out; with nobody waiting it is gone. */
  lose(request: RequestId): void {
    this.listener.released(request);
    this.requests.happens(request, STOP);
  }

  private arrive(request: RequestId): void {
    if (this.requests.fate(request) !== TRAVELLING) return this.lose(request);
    this.listener.released(request);
    this.listener.arrived(request);
  }

  private hearFailure(request: RequestId): void {
    if (this.requests.fate(request) === TRAVELLING)
      this.listener.failed(request, this.requests.cause(request));
    else this.requests.happens(request, STOP);
  }
}
