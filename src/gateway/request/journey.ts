import type { HandlerId, Simulation } from '../../engine/index.js';
import { type Cause, type CauseId, causeId } from './causes.js';
import { ORPHANED, STOP, TRAVELLING, WAIT } from './fate.js';
import type { ById, PathId, RequestId } from './ids.js';
import type { RequestStore } from './requests.js';
import type { Stage } from './stage.js';

/** Who hears how journeys end. */
export interface JourneyListener {
  /** The reply has arrived at a client that waited for it. */
  arrived(request: RequestId): void;
  /** A client that waited hears of a failure. */
  failed(request: RequestId, cause: CauseId): void;
  /** The attempt lets go of whatever it holds (channel slot, port): it ends, or is lost. */
  released(request: RequestId): void;
}

/** A stage and how it is entered, in one shape for all. notes: steps-of-a-path */
class Step {
  readonly enter: Stage['enter'];

  constructor(readonly stage: Stage) {
    this.enter = stage.enter;
  }
}

/** Leads requests through the stages of their paths, and counts the seconds that each stage takes. */
export class Journey {
  private readonly goOnHandler: HandlerId<RequestId>;
  private readonly failHandler: HandlerId<RequestId>;
  private paths: ById<PathId, readonly Step[]> = [];
  private listener!: JourneyListener;

  constructor(
    private readonly simulation: Simulation,
    private readonly requests: RequestStore,
  ) {
    this.goOnHandler = simulation.handlerOf(this, this.goOn);
    this.failHandler = simulation.handlerOf(this, this.hearFailure);
  }

  /** Sets the stages of each path, and who listens. Stage 0 of a path is the waiting before the attempt. */
  lay(paths: readonly (readonly Stage[])[], listener: JourneyListener): void {
    this.requests.layOut(Math.max(...paths.map(({ length }) => length)));
    const arrival: Stage = { name: 'arrival', enter: (request) => this.arrive(request) };
    this.paths = paths.map((stages) => [...stages, arrival].map((stage) => new Step(stage)));
    this.listener = listener;
  }

  /** The current stage ends now. */
  advance(request: RequestId): void {
    this.after(request, 0);
  }

  /**
   * The current stage ends `seconds` from now, and the request goes on to the next one. Until then no stage hears of it; it
   * may be given up or cut off meanwhile, which shows at that time.
   */
  after(request: RequestId, seconds: number): void {
    const { requests, simulation } = this;
    const passed = simulation.now - requests.entered(request);
    requests.addSeconds(request, requests.step(request), passed + seconds);
    if (seconds > 0) simulation.schedule(seconds, this.goOnHandler, request);
    else this.goOn(request);
  }

  /**
   * The current stage ends now, and the request goes on at another one of its path.
   * @throws Error when its path has no stage of this name
   */
  jump(request: RequestId, name: string): void {
    const { requests, simulation } = this;
    const place = this.paths[requests.path(request)].findIndex(({ stage }) => stage.name === name);
    if (place < 0) throw new Error(`a request is to go on at ${name}, which is not on its path`);
    requests.addSeconds(request, requests.step(request), simulation.now - requests.entered(request));
    requests.setStep(request, place - 1);
    this.goOn(request);
  }

  /** Enters the next stage, unless what the request travels on was lost: then it is gone, or waits for its client's time-out. */
  private goOn(request: RequestId): void {
    const { requests } = this;
    if (!requests.goesOn(request)) return this.lose(request);
    const place = requests.step(request) + 1;
    requests.setStep(request, place);
    requests.setEntered(request, this.simulation.now);
    const step = this.paths[requests.path(request)][place];
    step.enter.call(step.stage, request);
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
