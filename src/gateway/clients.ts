import { createDistribution, type Distribution, Draw, type RandomStream } from '../engine/index.js';
import { type PopulationModel, type RequestClass, requestClasses } from '../model/schema.js';
import { CERTIFICATE, ENTRA } from '../workload/client-table.js';
import type { Deployments } from '../workload/deployments.js';
import type { WorkloadSink } from '../workload/workload.js';
import type { BlobDownloadStage } from './blob-storage.js';
import { type Cause, causeNumber } from './causes.js';
import type { Channel } from './channel.js';
import type { ChannelTable } from './channel-table.js';
import type { ClientConnections } from './client-connection.js';
import type { ClientPorts, ConnectionPoint } from './connection-point.js';
import { fromSource } from './content-files.js';
import type { ContentSources } from './content-sources.js';
import type { Context } from './context.js';
import type { AuthenticateStage, TokenDesk } from './entra-id.js';
import { ABANDON, CUT, ORPHANED, PARKED, PAUSE, RESUME, START, VANISHING, WAITING } from './fate.js';
import type { JourneyListener } from './journey.js';
import type { Recorder } from './recorder.js';
import {
  ARRIVAL,
  ATTEMPTS,
  BYTES_LEFT,
  CERTIFIED,
  CHANNEL,
  CHANNEL_EPOCH,
  CLIENT,
  CONTENT,
  CONTENT_PATH,
  DURATIONS,
  ENTERED,
  EXCHANGES_LEFT,
  GENERATION,
  HOLDS_SLOT,
  MANAGEMENT_POINT_PATH,
  NONE,
  PARENT,
  PARENT_GENERATION,
  PATH,
  PORT_LIFE,
  REPLY_BYTES,
  REQUEST_BYTES,
  REQUEST_CLASS,
  SERVICE,
  SITE_SYSTEM,
  SOURCE,
  UPDATE_POINT_PATH,
  VM,
} from './requests.js';
import { TimeoutRing } from './timeouts.js';
import type { Vm } from './vm.js';

/** Downloads are recorded as the class after the relayed ones. */
export const CONTENT_CLASS = requestClasses.length;
export const TOKEN_CLASS = requestClasses.indexOf('token');
export const NOTIFICATION_CLASS = requestClasses.indexOf('notification');
const POLICY_CLASS = requestClasses.indexOf('policy');
const LOCATION_CLASS = requestClasses.indexOf('content-location');
const UPDATE_SCAN_CLASS = requestClasses.indexOf('update-scan');

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
  readonly connectionPoints: readonly ConnectionPoint[];
  readonly connections: ClientConnections;
  readonly ports: ClientPorts;
  readonly sources: ContentSources;
  readonly deployments: Deployments;
  readonly blob: BlobDownloadStage;
}

interface Waiter {
  readonly request: number;
  readonly generation: number;
}

/**
 * What clients do with their requests: they send them, wait, give an attempt up, try again after a pause that grows,
 * and ask for the tokens and locations that other requests need. Retries are the same request, not new demand.
 */
export class Clients implements WorkloadSink, JourneyListener, TokenDesk {
  authenticate!: AuthenticateStage;
  // Fields, not the parts as they came: see `Context`.
  private recorder!: Recorder;
  private table!: ChannelTable;
  private connectionPoints!: readonly ConnectionPoint[];
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
  private readonly tokenWaiters = new Map<number, Waiter[]>();
  private readonly retryHandler: number;
  /** Requests whose next attempt came up while their client was offline, of those clients that have any. */
  private readonly postponed = new Map<number, number[]>();

  constructor(private readonly context: Context) {
    const { simulation, model } = context;
    this.retryHandler = simulation.handler((request) => this.retry(request));
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

  ask(client: number, requestClass: number): void {
    const population = this.context.clients.population.get(client);
    this.askOnce(client, requestClass, this.exchanges[population]![requestClass]! - 1, NONE);
  }

  download(client: number, content: number): void {
    const { requests, simulation } = this.context;
    const request = requests.allocate();
    requests.words[request | REQUEST_CLASS] = CONTENT_CLASS;
    requests.words[request | CLIENT] = client;
    requests.words[request | PATH] = CONTENT_PATH;
    requests.floats[(request >> 1) | ARRIVAL] = simulation.now;
    requests.floats[(request >> 1) | REQUEST_BYTES] = CONTENT_REQUEST_BYTES;
    requests.floats[(request >> 1) | REPLY_BYTES] = 0;
    requests.floats[(request >> 1) | SERVICE] = 0;
    requests.words[request | CONTENT] = content;
    requests.words[request | CERTIFIED] = 0; // the cloud storage asks all for a token
    const bytes = this.contentSizes[content]!.sample(this.contentStreams[content]!);
    requests.rare[(request >> 4) | BYTES_LEFT] = bytes * fromSource(this.context.model.content[content]!);
    this.recorder.began(request);
    this.attempt(request);
  }

  sessionBegan(client: number): void {
    this.recorder.outcomes.cameOnline(client);
    this.blob.resume(client);
    const postponed = this.postponed.get(client);
    if (postponed === undefined) return;
    this.postponed.delete(client);
    for (const request of postponed) this.attempt(request);
  }

  sessionEnded(client: number): void {
    this.connections.close(client);
    this.ports.sessionEnded(client);
  }

  askForToken(client: number, waiting: number): void {
    const waiter = {
      request: waiting,
      generation: this.context.requests.floats[(waiting >> 1) | GENERATION]!,
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
  askForLocation(download: number): void {
    const { requests, journey } = this.context;
    if (journey.wait(download)) this.askOnce(requests.words[download | CLIENT]!, LOCATION_CLASS, 0, download);
  }

  /** An instance has stopped: its connections are reset, and clients hear of it at once. */
  instanceLost(vm: Vm): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (requests.words[request | VM] !== vm.id) return;
      const heir = this.cutOff(request);
      if (heir !== NONE) this.failed(heir, causeNumber('instance-lost'));
    });
  }

  /** A site system has stopped: the connection point answers those that it worked on. */
  siteSystemLost(path: number, system: number, cause: Cause, seconds: (request: number) => number): void {
    const { requests, journey } = this.context;
    requests.forEach((request) => {
      if (requests.words[request | PATH] !== path || requests.words[request | SITE_SYSTEM] !== system) return;
      if (!requests.goesOn(request)) return;
      const heir = this.cutOff(request);
      if (heir === NONE) return;
      requests.happens(heir, START);
      journey.fail(heir, cause, seconds(heir));
    });
  }

  /** A channel was lost in the life `epoch`: what is on it is lost, and clients do not know. */
  channelLost(channel: Channel, epoch: number): void {
    const { requests } = this.context;
    requests.forEach((request) => {
      if (
        requests.words[request | CHANNEL] !== channel.id ||
        requests.words[request | CHANNEL_EPOCH] !== epoch
      )
        return;
      if (requests.goesOn(request)) requests.happens(request, CUT);
    });
  }

  arrived(request: number): void {
    const { requests } = this.context;
    const client = requests.words[request | CLIENT]!;
    const requestClass = requests.words[request | REQUEST_CLASS]!;
    this.recorder.completed(request);
    const exchangesLeft = requests.words[request | EXCHANGES_LEFT]!;
    const waiter = this.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) this.tokenArrived(client);
    if (requestClass === POLICY_CLASS) this.deployments.policyReceived(client);
    if (exchangesLeft > 0) this.askOnce(client, requestClass, exchangesLeft - 1, NONE);
    if (waiter !== null) this.goOn(waiter);
  }

  failed(request: number, cause: number): void {
    const { requests, clients, model, simulation } = this.context;
    this.recorder.attemptFailed(request, cause);
    const population = clients.population.get(requests.words[request | CLIENT]!);
    const { attempts, factor, jitter } = model.clients[population]!.retry;
    const made = requests.words[request | ATTEMPTS]!;
    requests.floats[(request >> 1) | GENERATION]!++;
    requests.happens(request, PAUSE);
    if (made >= attempts) return this.giveUp(request, cause);
    requests.words[request | VM] = NONE;
    const first = this.pauses[population]!.next();
    const pause = first * factor ** (made - 1) * (1 - jitter * this.jitters[population]!.uniform());
    simulation.schedule(pause, this.retryHandler, request);
  }

  released(request: number): void {
    const { requests } = this.context;
    if (requests.words[request | HOLDS_SLOT] === 0 && requests.words[request | PORT_LIFE] === 0) return;
    const { table } = this;
    const channel = requests.words[request | CHANNEL]!;
    const sameLife = table.epoch(channel) === requests.words[request | CHANNEL_EPOCH];
    if (requests.words[request | HOLDS_SLOT] === 1 && sameLife)
      table.carrier(channel).release(table.place(channel), request);
    requests.words[request | HOLDS_SLOT] = 0;
    this.ports.release(request, this.connectionPoints[table.point(channel)]!);
  }

  private askOnce(client: number, requestClass: number, exchangesLeft: number, parent: number): void {
    const { requests, simulation, clients } = this.context;
    const draws = this.draws[clients.population.get(client)]![requestClass]!;
    const request = requests.allocate();
    requests.words[request | REQUEST_CLASS] = requestClass;
    requests.words[request | CLIENT] = client;
    requests.words[request | CERTIFIED] = clients.authentication.get(client) === CERTIFICATE ? 1 : 0;
    requests.words[request | PATH] =
      requestClass === UPDATE_SCAN_CLASS ? UPDATE_POINT_PATH : MANAGEMENT_POINT_PATH;
    requests.floats[(request >> 1) | ARRIVAL] = simulation.now;
    requests.floats[(request >> 1) | REQUEST_BYTES] = draws.request.sample(draws.requestStream);
    requests.floats[(request >> 1) | REPLY_BYTES] = draws.reply.sample(draws.replyStream);
    requests.floats[(request >> 1) | SERVICE] = draws.service.sample(draws.serviceStream);
    requests.words[request | EXCHANGES_LEFT] = exchangesLeft;
    if (parent !== NONE) {
      requests.words[request | PARENT] = parent;
      requests.rare[(request >> 4) | PARENT_GENERATION] = requests.floats[(parent >> 1) | GENERATION]!;
    }
    this.recorder.began(request);
    this.attempt(request);
  }

  /** The pause is over. A client that is offline cannot try: the agent keeps what it has to send, and goes on when it is back. */
  private retry(request: number): void {
    const { requests, clients } = this.context;
    const client = requests.words[request | CLIENT]!;
    if (clients.online.get(client) === 1) return this.attempt(request);
    const postponed = this.postponed.get(client);
    if (postponed === undefined) this.postponed.set(client, [request]);
    else postponed.push(request);
  }

  private attempt(request: number): void {
    const { requests, simulation, clients, journey } = this.context;
    const { now } = simulation;
    requests.resetAttempt(request);
    requests.words[request | ATTEMPTS]!++;
    requests.floats[(request >> 1) | DURATIONS] = now - requests.floats[(request >> 1) | ARRIVAL]!;
    this.recorder.attempted(request);
    const requestClass = requests.words[request | REQUEST_CLASS]!;
    // A download has no time-out of its own: BITS goes on for days. Each attempt asks anew where the content is.
    if (requestClass === CONTENT_CLASS)
      requests.words[request | SOURCE] = this.sources.choose(requests.words[request | CONTENT]!);
    else this.rings[clients.population.get(requests.words[request | CLIENT]!)]![requestClass]!.arm(request);
    requests.floats[(request >> 1) | ENTERED] = now;
    journey.advance(request);
  }

  private timedOut(request: number): void {
    this.failed(this.leave(request), causeNumber('timeout'));
  }

  /** Ends what is under way for the attempt; returns the row with which its client goes on, if there is one. */
  private cutOff(request: number): number {
    const { requests } = this.context;
    const fate = requests.fate(request);
    const heir = fate === ORPHANED || fate === VANISHING ? NONE : this.leave(request);
    if (heir !== request) requests.happens(request, CUT);
    return heir;
  }

  /** The client leaves the attempt: returns the row with which it goes on, the same one where nothing is under way. */
  private leave(request: number): number {
    const { requests } = this.context;
    const fate = requests.fate(request);
    if (fate === PARKED || fate === WAITING) return request;
    const heir = requests.detach(request);
    requests.floats[(request >> 1) | GENERATION]!++;
    requests.happens(request, ABANDON);
    return heir;
  }

  private giveUp(request: number, cause: number): void {
    const { requests } = this.context;
    const client = requests.words[request | CLIENT]!;
    const requestClass = requests.words[request | REQUEST_CLASS]!;
    this.recorder.gaveUp(request, cause);
    const waiter = this.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) this.endWaiting(client, 'token');
    if (waiter !== null) this.goOn(waiter, 'location');
  }

  /** The request that waits for this one, if there is one. */
  private waiterOf(request: number): Waiter | null {
    const { words, rare } = this.context.requests;
    const parent = words[request | PARENT]!;
    if (parent === NONE) return null;
    return { request: parent, generation: rare[(request >> 4) | PARENT_GENERATION]! };
  }

  private tokenArrived(client: number): void {
    if (this.context.clients.authentication.get(client) !== ENTRA) return;
    this.authenticate.issued(client);
    this.endWaiting(client);
  }

  private endWaiting(client: number, cause?: Cause): void {
    const waiters = this.tokenWaiters.get(client);
    if (waiters === undefined) return;
    this.tokenWaiters.delete(client);
    for (const waiter of waiters) this.goOn(waiter, cause);
  }

  /** What a request waited for has come, or (with a cause) will not come. */
  private goOn({ request, generation }: Waiter, cause?: Cause): void {
    const { requests, journey } = this.context;
    if (requests.floats[(request >> 1) | GENERATION] !== generation || requests.fate(request) !== WAITING)
      return;
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
