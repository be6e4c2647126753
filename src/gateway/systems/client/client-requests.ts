import { createDistribution, type Distribution, type RandomStream } from '../../../engine/index.js';
import { requestClasses } from '../../../model/schema.js';
import { CERTIFICATE, ENTRA } from '../../../workload/client-table.js';
import type { WorkloadSink } from '../../../workload/workload.js';
import type { CauseId } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import {
  type ClientId,
  CONTENT_CLASS,
  type ContentId,
  classId,
  NONE,
  pathOf,
  type RequestClassId,
  type RequestId,
  TOKEN_CLASS,
} from '../../request/ids.js';
import type { Recorder } from '../../request/recorder.js';
import type { ClientPorts } from '../connection-point/connection-point.js';
import type { BlobDownloadStage } from '../content/blob-storage.js';
import { fromSource } from '../content/content-files.js';
import type { AuthenticateStage, TokenRequester } from '../entra-id.js';
import type { Attempts } from './attempts.js';
import type { ClientConnections } from './client-connection.js';
import { RequestDraws } from './request-draws.js';
import type { WaitingRequests } from './waiting-requests.js';

const POLICY_CLASS = classId('policy');
const LOCATION_CLASS = classId('content-location');

/** Bytes of a content request to the gateway. */
const CONTENT_REQUEST_BYTES = 0;

interface ClientParts {
  readonly recorder: Recorder;
  readonly attempts: Attempts;
  readonly waiting: WaitingRequests;
  readonly authenticate: AuthenticateStage;
  readonly blob: BlobDownloadStage;
  readonly connections: ClientConnections;
  readonly ports: ClientPorts;
  /** A client has got its policy: it notices what is deployed to it. */
  readonly policyReceived: (client: ClientId) => void;
}

/** What clients ask for: requests, downloads, and the tokens and locations that these need; and what an answer brings them. */
export class ClientRequests implements WorkloadSink, TokenRequester {
  /** By population and request class. */
  private readonly exchanges: readonly Uint8Array[];
  private readonly draws: readonly (readonly RequestDraws[])[];
  /** By package. */
  private readonly contentSizes: readonly Distribution[];
  private readonly contentStreams: readonly RandomStream[];

  constructor(
    private readonly context: Context,
    private readonly parts: ClientParts,
  ) {
    const { simulation, model } = context;
    this.exchanges = model.clients.map(({ activities }) =>
      Uint8Array.from(requestClasses, (requestClass) => activities[requestClass].exchanges),
    );
    this.draws = model.clients.map((population) =>
      requestClasses.map((requestClass) => new RequestDraws(context, population, requestClass)),
    );
    this.contentSizes = model.content.map(({ size }) => createDistribution(size));
    this.contentStreams = model.content.map(({ name }) => simulation.stream(`content/${name}/size`));
  }

  ask(client: ClientId, requestClass: RequestClassId): void {
    const population = this.context.clients.population.get(client);
    this.askOnce(client, requestClass, this.exchanges[population][requestClass] - 1, NONE);
  }

  download(client: ClientId, content: ContentId): void {
    const { requests, simulation, model } = this.context;
    const request = requests.allocate();
    requests.setClient(request, client);
    requests.setClass(request, CONTENT_CLASS, pathOf(CONTENT_CLASS));
    requests.setArrival(request, simulation.now);
    requests.setDemand(request, CONTENT_REQUEST_BYTES, 0, 0);
    requests.setCertified(request, false); // its instance checks the content's token, whoever the client is
    const bytes = this.contentSizes[content].sample(this.contentStreams[content]);
    requests.downloads.begin(request, content, bytes * fromSource(model.content[content]));
    this.parts.attempts.begin(request);
  }

  sessionBegan(client: ClientId): void {
    this.parts.recorder.outcomes.cameOnline(client);
    this.parts.blob.resume(client);
    this.parts.attempts.cameOnline(client);
  }

  sessionEnded(client: ClientId): void {
    this.parts.connections.close(client);
    this.parts.ports.sessionEnded(client);
  }

  askForToken(client: ClientId, request: RequestId): void {
    if (this.parts.waiting.waitForToken(client, request)) this.askOnce(client, TOKEN_CLASS, 0, NONE);
  }

  /** A download asks where its content is; it goes on when the answer has come. */
  askForLocation(download: RequestId): void {
    const { requests, journey } = this.context;
    if (journey.wait(download)) this.askOnce(requests.client(download), LOCATION_CLASS, 0, download);
  }

  /** The reply to a request has come, to a client that waited for it. */
  answered(request: RequestId): void {
    const { requests } = this.context;
    const { recorder, waiting } = this.parts;
    const client = requests.client(request);
    const requestClass = requests.requestClass(request);
    recorder.completed(request);
    const exchangesLeft = requests.exchangesLeft(request);
    const waiter = waiting.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) this.tokenArrived(client);
    if (requestClass === POLICY_CLASS) this.parts.policyReceived(client);
    if (exchangesLeft > 0) this.askOnce(client, requestClass, exchangesLeft - 1, NONE);
    if (waiter !== null) waiting.goOn(waiter);
  }

  /** A client has given a request up for good: what waits for its answer fails. */
  gaveUp(request: RequestId, cause: CauseId): void {
    const { requests } = this.context;
    const { recorder, waiting } = this.parts;
    const client = requests.client(request);
    const requestClass = requests.requestClass(request);
    recorder.gaveUp(request, cause);
    const waiter = waiting.waiterOf(request);
    requests.end(request);
    if (requestClass === TOKEN_CLASS) waiting.tokenEnded(client, 'token');
    if (waiter !== null) waiting.goOn(waiter, 'location');
  }

  /** @param parent the request that waits for this one, NONE when none does */
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
    requests.setClass(request, requestClass, pathOf(requestClass));
    requests.setCertified(request, clients.authentication.get(client) === CERTIFICATE);
    requests.setArrival(request, simulation.now);
    requests.setDemand(request, draws.requestBytes(), draws.replyBytes(), draws.serviceSeconds());
    requests.setExchangesLeft(request, exchangesLeft);
    if (parent !== NONE) requests.setParent(request, parent, requests.generation(parent));
    this.parts.attempts.begin(request);
  }

  private tokenArrived(client: ClientId): void {
    if (this.context.clients.authentication.get(client) !== ENTRA) return;
    this.parts.authenticate.issued(client);
    this.parts.waiting.tokenEnded(client);
  }
}
