import { Draw, type HandlerId, type RandomStream } from '../../../engine/index.js';
import { requestClasses } from '../../../model/schema.js';
import { type CauseId, causeId } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { ABANDON, CUT, ORPHANED, PARKED, PAUSE, VANISHING, WAITING } from '../../request/fate.js';
import { type ClientId, CONTENT_CLASS, NONE, type RequestId } from '../../request/ids.js';
import type { Recorder } from '../../request/recorder.js';
import { TimeoutRing } from '../../request/timeouts.js';
import type { ContentSources } from '../content/content-sources.js';

interface AttemptParts {
  readonly recorder: Recorder;
  readonly sources: ContentSources;
  /** The client gives the request up for good. */
  readonly gaveUp: (request: RequestId, cause: CauseId) => void;
}

/**
 * The attempts of requests: each ends by an answer, a failure or a time-out, and is followed by another one after a pause
 * that grows, until the client gives up. Retries are the same request, not new demand.
 */
export class Attempts {
  private readonly recorder: Recorder;
  private readonly sources: ContentSources;
  private readonly gaveUp: AttemptParts['gaveUp'];
  /** By population. */
  private readonly pauses: readonly Draw[];
  private readonly jitters: readonly RandomStream[];
  /** By population and request class. */
  private readonly rings: readonly (readonly TimeoutRing[])[];
  private readonly retryHandler: HandlerId<RequestId>;
  /** Requests whose next attempt came up while their client was offline, of those clients that have any. */
  private readonly postponed = new Map<ClientId, RequestId[]>();

  constructor(
    private readonly context: Context,
    { recorder, sources, gaveUp }: AttemptParts,
  ) {
    const { simulation, model } = context;
    this.recorder = recorder;
    this.sources = sources;
    this.gaveUp = gaveUp;
    this.pauses = model.clients.map(
      ({ name, retry }) => new Draw(simulation, `clients/${name}/first-pause`, () => retry.backoff),
    );
    this.jitters = model.clients.map(({ name }) => simulation.stream(`clients/${name}/backoff`));
    this.rings = this.createRings();
    this.retryHandler = simulation.handler((request: RequestId) => this.retry(request));
  }

  /** A new request makes its first attempt. */
  begin(request: RequestId): void {
    this.recorder.began(request);
    this.attempt(request);
  }

  /** A client has come online: what it could not try again meanwhile, it tries now. */
  cameOnline(client: ClientId): void {
    const postponed = this.postponed.get(client);
    if (postponed === undefined) return;
    this.postponed.delete(client);
    for (const request of postponed) this.attempt(request);
  }

  /** The client hears that the attempt has failed: it tries again after a pause, or gives up. */
  failed(request: RequestId, cause: CauseId): void {
    const { requests, clients, model, simulation } = this.context;
    this.recorder.attemptFailed(request, cause);
    const population = clients.population.get(requests.client(request));
    const { attempts, factor, jitter } = model.clients[population].retry;
    const made = requests.attempts(request);
    requests.nextGeneration(request);
    requests.happens(request, PAUSE);
    if (made >= attempts) return this.gaveUp(request, cause);
    requests.setVm(request, NONE);
    const first = this.pauses[population].next();
    const pause = first * factor ** (made - 1) * (1 - jitter * this.jitters[population].uniform());
    simulation.schedule(pause, this.retryHandler, request);
  }

  /**
   * Ends what is under way for the attempt.
   * @returns the record with which its client goes on, NONE when no client waits
   */
  interrupt(request: RequestId): RequestId {
    const { requests } = this.context;
    const fate = requests.fate(request);
    const left = fate === ORPHANED || fate === VANISHING ? NONE : this.leave(request);
    if (left !== request) requests.happens(request, CUT);
    return left;
  }

  /** The client leaves the attempt: returns the record with which it goes on, the same one where nothing is under way. */
  private leave(request: RequestId): RequestId {
    const { requests } = this.context;
    const fate = requests.fate(request);
    if (fate === PARKED || fate === WAITING) return request;
    const copy = requests.detach(request);
    requests.nextGeneration(request);
    requests.happens(request, ABANDON);
    return copy;
  }

  /** The pause is over. A client that is offline cannot try: the agent keeps what it has to send, and goes on when it is back. */
  private retry(request: RequestId): void {
    const { requests, clients } = this.context;
    const client = requests.client(request);
    if (clients.online.get(client) === 1) return this.attempt(request);
    const postponed = this.postponed.get(client);
    if (postponed === undefined) this.postponed.set(client, [request]);
    else postponed.push(request);
  }

  private attempt(request: RequestId): void {
    const { requests, simulation, clients, journey } = this.context;
    const { now } = simulation;
    requests.resetAttempt(request);
    requests.setAttempts(request, requests.attempts(request) + 1);
    requests.setSeconds(request, 0, now - requests.arrival(request));
    this.recorder.attempted(request);
    const requestClass = requests.requestClass(request);
    // A download has no time-out of its own: BITS goes on for days. Each attempt asks anew where the content is.
    if (requestClass === CONTENT_CLASS)
      requests.setSource(request, this.sources.choose(requests.downloads.content(request)));
    else this.rings[clients.population.get(requests.client(request))][requestClass].arm(request);
    requests.setEntered(request, now);
    journey.advance(request);
  }

  private timedOut(request: RequestId): void {
    this.failed(this.leave(request), causeId('timeout'));
  }

  /** Time-outs of one length share a ring. */
  private createRings(): TimeoutRing[][] {
    const { simulation, requests, model } = this.context;
    const byLength = new Map<number, TimeoutRing>();
    const ring = (seconds: number): TimeoutRing => {
      const known =
        byLength.get(seconds) ??
        new TimeoutRing(simulation, requests, seconds, (request) => this.timedOut(request));
      byLength.set(seconds, known);
      return known;
    };
    return model.clients.map((population) =>
      requestClasses.map((requestClass) =>
        ring(population.activities[requestClass].timeout ?? population.timeout),
      ),
    );
  }
}
