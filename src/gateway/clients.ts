import {
  createDistribution,
  type Distribution,
  Draw,
  type HandlerId,
  type RandomStream,
} from '../engine/index.js';
import { type PopulationModel, type RequestClass, requestClasses } from '../model/schema.js';
import { CERTIFICATE, ENTRA } from '../workload/client-table.js';
import type { Deployments } from '../workload/deployments.js';
import type { WorkloadSink } from '../workload/workload.js';
import type { BlobDownloadStage } from './blob-storage.js';
import { type Cause, type CauseId, causeId } from './causes.js';
import type { Channel } from './channel.js';
import type { ChannelTable } from './channel-table.js';
import type { ClientConnections } from './client-connection.js';
import type { ClientPorts, ConnectionPoint } from './connection-point.js';
import { fromSource } from './content-files.js';
import type { ContentSources } from './content-sources.js';
import type { Context } from './context.js';
import type { AuthenticateStage, TokenRequester } from './entra-id.js';
import { ABANDON, CUT, ORPHANED, PARKED, PAUSE, RESUME, START, VANISHING, WAITING } from './fate.js';
import {
  type ById,
  type ClientId,
  CONTENT_CLASS,
  type ConnectionPointId,
  type ContentId,
  classId,
  NONE,
  type PathId,
  pathOf,
  type RequestClassId,
  type RequestId,
  TOKEN_CLASS,
} from './ids.js';
import type { JourneyListener } from './journey.js';
import type { Recorder } from './recorder.js';
import { TimeoutRing } from './timeouts.js';
import type { Vm } from './vm.js';

const POLICY_CLASS = classId('policy');
const LOCATION_CLASS = classId('content-location');

/** Bytes of a content request to the gateway, and of its answer that names the blob. */
const CONTENT_REQUEST_BYTES = 0;

/** The draws of one class of one population: sizes and service, each from a stream of its own. */
class RequestDraws {
  readonly request: Distribution;
  readonly reply: Distribution;
  readonly service: Distribution;
  readonly requestStream: RandomStream;
  readonly replyStream: RandomStream;
  readonly serviceStream: RandomStream;

  constructor({ simulation }: Context, population: PopulationModel, requestClass: RequestClass) {
    const activity = population.activities[requestClass];
    const stream = (what: string) => simulation.stream(`clients/${population.name}/${requestClass}/${what}`);
    this.request = createDistribution(activity.request);
    this.reply = createDistribution(activity.reply);
    this.service = createDistribution(activity.service);
    this.requestStream = stream('request');
    this.replyStream = stream('reply');
    this.serviceStream = stream('service');
  }
}

interface Parts {
  readonly recorder: Recorder;
  readonly table: ChannelTable;
  readonly connectionPoints: ById<ConnectionPointId, ConnectionPoint>;
  readonly connections: ClientConnections;
  readonly ports: ClientPorts;
  readonly sources: ContentSources;
  readonly deployments: Deployments;
  readonly blob: BlobDownloadStage;
}

interface Waiter {
  readonly request: RequestId;
  readonly generation: number;
}

/**
 * What clients do with tcopy requests: they send them, wait, give an attempt up, try again after a pause that grows,
 * and ask for the tokens and locations that other requests need. Retries are the same request, not new demand.
 */
export class Clients implements WorkloadSink, JourneyListener, TokenRequester {
  authenticate!: AuthenticateStage;
  private recorder!: Recorder;
  private table!: ChannelTable;
  private connectionPoints!: ById<ConnectionPointId, ConnectionPoint>;
  private connections!: ClientConnections;
  private ports!: ClientPorts;
  private sources!: ContentSources;
  private deployments!: Deployments;
  private blob!: BlobDownloadStage;
  /** By population and request class. */
  private readonly exchanges: readonly Uint8Array[];
  private readonly draws: readonly (readonly RequestDraws[])[];
  private readonly contentSizes: readonly Distribution[];
  private readonly contentStreams: readonly RandomStream[];
  private readonly pauses: readonly Draw[];
  private readonly jitters: readonly RandomStream[];
  private readonly rings: readonly (readonly TimeoutRing[])[];
  private readonly tokenWaiters = new Map<ClientId, Waiter[]>();
  private readonly retryHandler: HandlerId<RequestId>;
  /** Requests whose next attempt came up while tcopy client was offline, of those clients that have any. */
  private readonly postponed = new Map<ClientId, RequestId[]>();

  constructor(private readonly context: Context) {
    const { simulation, model } = context;
    this.retryHandler = simulation.handler((request: RequestId) => this.retry(request));
    this.exchanges = model.clients.map(({ activities }) =>
      Uint8Array.from(requestClasses, (requestClass) => activities[requestClass].exchanges),
    );
    this.draws = model.clients.map((population) =>
      requestClasses.map((requestClass) => new RequestDraws(context, population, requestClass)),
    );
    this.contentSizes = model.content.map(({ size }) => createDistribution(size));
    this.contentStreams = model.content.map(({ name }) => simulation.stream(`content/${name}/size`));
    this.pauses = model.clients.map(
      ({ name, retry }) => new Draw(simulation, `clients/${name}/first-pause`, () => retry.backoff),
    );
    this.jitters = model.clients.map(({ name }) => simulation.stream(`clients/${name}/backoff`));
    this.rings = this.createRings();
  }

  /** Connects the parts that are built after the clients. */
  join(parts: Parts): void {
    this.recorder = parts.recorder;
    this.table = parts.table;
    this.connectionPoints = parts.connectionPoints;
    this.connections = parts.connections;
    this.ports = parts.ports;
    this.sources = parts.sources;
    this.deployments = parts.deployments;
    this.blob = parts.blob;
  }

  ask(client: ClientId, requestClass: RequestClassId): void {
    const population = this.context.clients.population.get(client);
    this.askOnce(client, requestClass, this.exchanges[population][requestClass] - 1, NONE);
  }

  download(client: ClientId, content: ContentId): void {
    const { requests, simulation } = this.context;
    const request = requests.allocate();
    requests.setClient(request, client);
    requests.setClass(request, CONTENT_CLASS, pathOf(CONTENT_CLASS));
    requests.setArrival(request, simulation.now);
    requests.setDemand(request, CONTENT_REQUEST_BYTES, 0, 0);
    requests.setCertified(request, false); // the cloud storage asks all for a token
    const bytes = this.contentSizes[content].sample(this.contentStreams[content]);
    requests.downloads.begin(request, content, bytes * fromSource(this.context.model.content[content]));
    this.recorder.began(request);
    this.attempt(request);
  }

  sessionBegan(client: ClientId): void {
    this.recorder.outcomes.cameOnline(client);
    this.blob.resume(client);
    const postponed = this.postponed.get(client);
    if (postponed === undefined) return;
    this.postponed.delete(client);
    for (const request of postponed) this.attempt(request);
  }

  sessionEnded(client: ClientId): void {
    this.connections.close(client);
    this.ports.sessionEnded(client);
  }

  askForToken(client: ClientId, waiting: RequestId): void {
    const waiter = {
      request: waiting,
      generation: this.context.requests.generation(waiting),
    };
    const waiters = this.tokenWaiters.get(client);
    if (waiters !== undefined) {
      waiters.push(waiter);
      return;
    }
    this.tokenWaiters.set(client, [waiter]);
    this.askOnce(client, TOKEN_CLASS, 0, NONE);
  }

  /** A download asks where its content is; it goes on when the answer has come. */
  askForLocation(download: RequestId): void {
    const { requests, journey } = this.context;
    if (journey.wait(download)) this.askOnce(requests.client(download), LOCATION_CLASS, 0, download);
  }

  /** An instance has stopped: its connections are reset, and clients hear of it at once. */
  instanceLost(vm: Vm): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (requests.vm(request) !== vm.id) return;
      const copy = this.cutOff(request);
      if (copy !== NONE) this.failed(copy, causeId('instance-lost'));
    });
  }

  /** A site system has stopped: the connection point answers those that it worked on. */
  siteSystemLost(path: PathId, system: number, cause: Cause, seconds: (request: RequestId) => number): void {
    const { requests, journey } = this.context;
    requests.forEach((request) => {
      if (requests.path(request) !== path || requests.siteSystem(request) !== system) return;
      if (!requests.goesOn(request)) return;
      const copy = this.cutOff(request);
      if (copy === NONE) return;
      requests.happens(copy, START);
      journey.fail(copy, cause, seconds(copy));
    });
  }

  /** A channel was lost in the life `epoch`: what is on it is lost, and clients do not know. */
  channelLost(channel: Channel, epoch: number): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (requests.channel(request) !== channel.id || requests.channelEpoch(request) !== epoch) return;
      if (requests.goesOn(request)) requests.happens(request, CUT);
    });
  }

  arrived(request: RequestId): void {
    const { requests } = this.context;
    const client = requests.client(request);
    const requestClass = requests.requestClass(request);
    this.recorder.completed(request);
    const exchangesLeft = requests.exchangesLeft(request);
    const waiter = this.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) this.tokenArrived(client);
    if (requestClass === POLICY_CLASS) this.deployments.policyReceived(client);
    if (exchangesLeft > 0) this.askOnce(client, requestClass, exchangesLeft - 1, NONE);
    if (waiter !== null) this.goOn(waiter);
  }

  failed(request: RequestId, cause: CauseId): void {
    const { requests, clients, model, simulation } = this.context;
    this.recorder.attemptFailed(request, cause);
    const population = clients.population.get(requests.client(request));
    const { attempts, factor, jitter } = model.clients[population].retry;
    const made = requests.attempts(request);
    requests.nextGeneration(request);
    requests.happens(request, PAUSE);
    if (made >= attempts) return this.giveUp(request, cause);
    requests.setVm(request, NONE);
    const first = this.pauses[population].next();
    const pause = first * factor ** (made - 1) * (1 - jitter * this.jitters[population].uniform());
    simulation.schedule(pause, this.retryHandler, request);
  }

  released(request: RequestId): void {
    const { requests } = this.context;
    if (!requests.holdsSlot(request) && requests.portEpoch(request) === NONE) return;
    const { table } = this;
    const channel = requests.channel(request);
    const sameLife = table.epoch(channel) === requests.channelEpoch(request);
    if (requests.holdsSlot(request) && sameLife)
      table.carrier(channel).release(table.place(channel), request);
    requests.setHoldsSlot(request, false);
    this.ports.release(request, this.connectionPoints[table.point(channel)]);
  }

  private askOnce(
    client: ClientId,
    requestClass: RequestClassId,
    exchangesLeft: number,
    parent: RequestId,
  ): void {
    const { requests, simulation, clients } = this.context;
    const draws = this.draws[clients.population.get(client)][requestClass];
    const request = requests.allocate();
    requests.setClient(request, client);
    requests.setCertified(request, clients.authentication.get(client) === CERTIFICATE);
    requests.setClass(request, requestClass, pathOf(requestClass));
    requests.setArrival(request, simulation.now);
    requests.setDemand(
      request,
      draws.request.sample(draws.requestStream),
      draws.reply.sample(draws.replyStream),
      draws.service.sample(draws.serviceStream),
    );
    requests.setExchangesLeft(request, exchangesLeft);
    if (parent !== NONE) requests.setParent(request, parent, requests.generation(parent));
    this.recorder.began(request);
    this.attempt(request);
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

  /** Ends what is under way for the attempt; returns the row with which its client goes on, if there is one. */
  private cutOff(request: RequestId): RequestId {
    const { requests } = this.context;
    const fate = requests.fate(request);
    const copy = fate === ORPHANED || fate === VANISHING ? NONE : this.leave(request);
    if (copy !== request) requests.happens(request, CUT);
    return copy;
  }

  /** The client leaves the attempt: returns the row with which it goes on, the same one where nothing is under way. */
  private leave(request: RequestId): RequestId {
    const { requests } = this.context;
    const fate = requests.fate(request);
    if (fate === PARKED || fate === WAITING) return request;
    const copy = requests.detach(request);
    requests.nextGeneration(request);
    requests.happens(request, ABANDON);
    return copy;
  }

  private giveUp(request: RequestId, cause: CauseId): void {
    const { requests } = this.context;
    const client = requests.client(request);
    const requestClass = requests.requestClass(request);
    this.recorder.gaveUp(request, cause);
    const waiter = this.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) this.endWaiting(client, 'token');
    if (waiter !== null) this.goOn(waiter, 'location');
  }

  /** The request that waits for this one, if there is one. */
  private waiterOf(request: RequestId): Waiter | null {
    const { requests } = this.context;
    const parent = requests.parent(request);
    return parent === NONE ? null : { request: parent, generation: requests.parentGeneration(request) };
  }

  private tokenArrived(client: ClientId): void {
    if (this.context.clients.authentication.get(client) !== ENTRA) return;
    this.authenticate.issued(client);
    this.endWaiting(client);
  }

  private endWaiting(client: ClientId, cause?: Cause): void {
    const waiters = this.tokenWaiters.get(client);
    if (waiters === undefined) return;
    this.tokenWaiters.delete(client);
    for (const waiter of waiters) this.goOn(waiter, cause);
  }

  /** What a request waited for has come, or (with a cause) will not come. */
  private goOn({ request, generation }: Waiter, cause?: Cause): void {
    const { requests, journey } = this.context;
    if (requests.generation(request) !== generation || requests.fate(request) !== WAITING) return;
    requests.happens(request, RESUME);
    if (cause === undefined) journey.advance(request);
    else journey.fail(request, cause);
  }

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
