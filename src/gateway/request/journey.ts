import type { HandlerId, Simulation } from '../../engine/index.js';
import { type Cause, type CauseId, causeId } from './causes.js';
import { ORPHANED, STOP, TRAVELLING, WAIT } from './fate.js';
import type { ById, PathId, RequestId } from './ids.js';
import type { RequestStore } from './requests.js';
import type { Stage } from './stage.js';

/** A stage at its place on a path. notes: steps-of-a-path */
class Step {
  /** Of events that enter the stage. */
  readonly handler: HandlerId<RequestId>;
  readonly enter: NonNullable<Stage['enter']>;
  readonly enterAhead: Stage['enterAhead'];
  next: Step = this;
  private readonly delayOf: Stage['delay'];
  private readonly approachOf: Stage['approach'];

  constructor(
    simulation: Simulation,
    readonly stage: Stage,
    readonly place: number,
  ) {
    this.enter = stage.enter ?? neverEntered;
    this.enterAhead = stage.enterAhead;
    this.delayOf = stage.delay;
    this.approachOf = stage.approach;
    this.handler = simulation.handlerOf(stage, this.enter);
  }

  /** Seconds of a stage that is a mere delay for the request, null where it must be entered. */
  delay(request: RequestId): number | null {
    return this.delayOf === undefined ? null : this.delayOf.call(this.stage, request);
  }

  /** Seconds on the way to it. */
  approach(request: RequestId): number {
    return this.approachOf === undefined ? 0 : this.approachOf.call(this.stage, request);
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
    private readonly handler: HandlerId<RequestId>,
  ) {}

  enterAhead(request: RequestId, ahead: number): void {
    this.simulation.schedule(ahead, this.handler, request);
  }
}

/** Who hears how journeys end. */
export interface JourneyListener {
  /** The reply has arrived at a client that waited for it. */
  arrived(request: RequestId): void;
  /** A client that waited hears of a failure. */
  failed(request: RequestId, cause: CauseId): void;
  /** The attempt lets go of whatever it holds (channel slot, port): it ends, or is lost. */
  released(request: RequestId): void;
}

/** Leads requests through the stages of their paths, and counts the seconds that each stage takes. */
export class Journey {
  private readonly arriveHandler: HandlerId<RequestId>;
  private readonly failHandler: HandlerId<RequestId>;
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
    const arrival = new Arrival(this.simulation, this.arriveHandler);
    const steps = [...stages, arrival].map((stage, place) => new Step(this.simulation, stage, place));
    steps.forEach((step, place) => {
      step.next = steps[place + 1] ?? step;
    });
    return steps;
  }

  /**
   * Whether the request enters its stage now, which is noted. False when its channel, instance or site system was lost
   * meanwhile: then it is gone, or waits for the time-out of its client.
   */
  enters(request: RequestId): boolean {
    const { requests } = this;
    if (!requests.goesOn(request)) {
      this.lose(request);
      return false;
    }
    requests.setEntered(request, this.simulation.now);
    return true;
  }

  /** The current stage ends now. */
  advance(request: RequestId): void {
    this.after(request, 0);
  }

  /**
   * The current stage ends `seconds` from now, and the request goes on to the next one. Until then no stage hears of it; it
   * may be given up or cut off meanwhile, which shows at its next stage.
   */
  after(request: RequestId, seconds: number): void {
    const { requests, simulation } = this;
    const current = this.paths[requests.path(request)][requests.step(request)];
    requests.addSeconds(request, current.place, simulation.now - requests.entered(request) + seconds);
    if (!requests.goesOn(request)) return this.lose(request);
    // Stages that are mere delays are passed here and now; `ahead` is when the request comes to the first that is more.
    let ahead = seconds;
    let step = current.next;
    for (let delay = step.delay(request); delay !== null; delay = step.delay(request)) {
      requests.addSeconds(request, step.place, delay);
      ahead += delay;
      step = step.next;
    }
    requests.setStep(request, step.place);
    if (step.enterAhead !== undefined) {
      requests.setEntered(request, simulation.now + ahead);
      return step.enterAhead.call(step.stage, request, ahead);
    }
    const approach = step.approach(request);
    requests.addSeconds(request, step.place, approach);
    const coming = ahead + approach;
    if (coming > 0) simulation.schedule(coming, step.handler, request);
    else step.enter.call(step.stage, request);
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

  /** The attempt fails; its client hears of it `seconds` from now. */
  fail(request: RequestId, cause: Cause, seconds = 0): void {
    this.listener.released(request);
    this.requests.setCause(request, causeId(cause));
    if (seconds > 0) this.simulation.schedule(seconds, this.failHandler, request);
    else this.hearFailure(request);
  }

  /**
   * The request stops until another one is answered (see `WaitingRequests.goOn`). An attempt that its client has given up asks
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
