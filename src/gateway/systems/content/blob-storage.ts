import {
  createDistribution,
  Draw,
  type HandlerId,
  type RandomStream,
  SharedLink,
  TokenBucket,
} from '../../../engine/index.js';
import type { Cause } from '../../request/causes.js';
import type { Context } from '../../request/context.js';
import { type ClientId, type ContentId, NONE, type RequestId } from '../../request/ids.js';
import type { Stage } from '../../request/stage.js';
import { ContentFiles } from './content-files.js';
import { DownloadTurns } from './download-turns.js';

/**
 * The storage account of a gateway (or a cloud distribution point). Clients read a package in ranges, one after the
 * other, past the instances: each is a request that the blob (500/s) and the account (20,000/s) must admit, answered
 * 503 when they do not; its bytes share the account's egress in max-min fairness under each client's access rate.
 */
export class BlobStorage {
  readonly link: SharedLink;
  readonly account: TokenBucket;
  blobReads = 0;
  throttled = 0;
  /** By package, then by its file. */
  private readonly blobs: readonly (readonly TokenBucket[])[];

  constructor(
    private readonly context: Context,
    readonly name: string,
    done: (request: RequestId) => void,
  ) {
    const { simulation, model, clients } = context;
    const { storage, content } = model;
    this.link = new SharedLink(simulation, {
      name: `${name}/egress`,
      bitsPerSecond: storage.egress,
      done: (request) => done(request as RequestId),
    });
    for (const cap of clients.downBitsPerSecond) this.link.addClass(cap);
    // A bucket holds one second's worth: the targets are stated a second, and nothing finer is published.
    this.account = this.bucket(storage.accountRequests);
    this.blobs = content.map(({ files }) =>
      Array.from({ length: files }, () => this.bucket(storage.blobRequests)),
    );
  }

  /** Whether account and blob admit one more request now. */
  admits(content: ContentId, file: number): boolean {
    const admitted = this.account.tryTake() && this.blobs[content][file].tryTake();
    if (admitted) this.blobReads++;
    else this.throttled++;
    return admitted;
  }

  transfer(request: RequestId, bytes: number, accessClass: number): void {
    this.link.start(request, bytes, accessClass);
  }

  /** What is left of its rates and its egress. */
  throttle(factor: number): void {
    const { storage } = this.context.model;
    this.account.setRate(storage.accountRequests * factor);
    for (const blob of this.blobs.flat()) blob.setRate(storage.blobRequests * factor);
    this.link.setBitsPerSecond(storage.egress * factor);
  }

  /** What is left of the bandwidth of its clients' access. */
  degradeAccess(factor: number): void {
    this.context.clients.downBitsPerSecond.forEach((cap, accessClass) => {
      this.link.setCap(accessClass, cap * factor);
    });
  }

  private bucket(perSecond: number): TokenBucket {
    return new TokenBucket(this.context.simulation, {
      ratePerSecond: perSecond,
      capacity: Math.max(1, perSecond),
    });
  }
}

/** The download itself, range by range. It pauses while its client is offline, or another download has its turn. */
export class BlobDownloadStage implements Stage {
  readonly name = 'blob-download';
  private readonly firstBytes: RandomStream;
  private readonly backoffs: RandomStream;
  private readonly firstByte;
  private readonly rangeSize: Draw;
  private readonly pauses: { readonly first: Draw; readonly longest: Draw };
  private readonly retryHandler: HandlerId<RequestId, ClientId>;
  private readonly transferHandler: HandlerId<RequestId, ClientId>;
  private readonly files: ContentFiles;
  private readonly turns: DownloadTurns;

  constructor(
    private readonly context: Context,
    private readonly storageOf: (request: RequestId) => BlobStorage,
    /** Why firewall or devices keep the client from that storage, null when they do not. */
    private readonly blockedBy: (request: RequestId) => Cause | null,
    /** Sends a request back to ask for a new content token. */
    private readonly locateAgain: (request: RequestId) => void,
  ) {
    const { simulation, model } = context;
    this.firstBytes = simulation.stream('storage/first-byte');
    this.backoffs = simulation.stream('storage/backoff');
    this.firstByte = createDistribution(model.storage.firstByte);
    const { storage } = model;
    this.rangeSize = new Draw(simulation, 'storage/range', () => storage.rangeSize);
    this.pauses = {
      first: new Draw(simulation, 'storage/pause', () => storage.backoff),
      longest: new Draw(simulation, 'storage/longest-pause', () => storage.maximumBackoff),
    };
    this.files = new ContentFiles(model.content);
    this.turns = new DownloadTurns(context.clients, (request, client) => this.askForRange(request, client));
    // Events are for a client: with many downloads it is fetched together with the request, not after it.
    this.retryHandler = simulation.handler((request: RequestId, client: ClientId) =>
      this.turns.ask(client, request),
    );
    this.transferHandler = simulation.handlerOf(this, this.startTransfer);
  }

  enter(request: RequestId): void {
    const { requests, clients, journey } = this.context;
    const client = requests.client(request);
    // From here on the request is between client and storage: the loss of an instance does not touch it.
    requests.setVm(request, NONE);
    if (clients.trustsCertificate.get(client) === 0) return journey.fail(request, 'untrusted-certificate');
    const blocked = this.blockedBy(request);
    if (blocked !== null) return journey.fail(request, blocked, clients.rtt.get(client));
    if (requests.downloads.bytesLeft(request) === 0) return journey.advance(request); // peers serve it all
    this.turns.ask(client, request);
  }

  /** A range has arrived. */
  done(request: RequestId): void {
    const { requests, journey } = this.context;
    const client = requests.client(request);
    requests.downloads.endRange(request);
    this.turns.end(client);
    if (requests.downloads.bytesLeft(request) > 0) this.turns.ask(client, request);
    else journey.advance(request);
  }

  /** A client has come online: its downloads go on. */
  resume(client: ClientId): void {
    this.turns.resume(client);
  }

  private askForRange(request: RequestId, client: ClientId): void {
    const { requests, simulation, clients, links } = this.context;
    if (requests.downloads.tokenUntil(request) <= simulation.now) {
      this.turns.end(client);
      return this.locateAgain(request);
    }
    const content = requests.downloads.content(request);
    const file = this.files.at(content, requests.downloads.bytesLeft(request));
    if (!this.storageOf(request).admits(content, file)) return this.backOff(request, client);
    const rtt = clients.rtt.get(client) * links.clientRtt;
    const seconds = rtt + this.firstByte.sample(this.firstBytes);
    if (seconds > 0) simulation.schedule(seconds, this.transferHandler, request, client);
    else this.startTransfer(request, client);
  }

  private startTransfer(request: RequestId, client: ClientId): void {
    const { requests, clients } = this.context;
    const left = this.files.leftIn(
      requests.downloads.content(request),
      requests.downloads.bytesLeft(request),
    );
    const bytes = Math.min(left, this.rangeSize.next());
    requests.downloads.beginRange(request, bytes);
    this.storageOf(request).transfer(request, bytes, clients.accessClass.get(client));
  }

  /** 503 Server Busy: the client pauses, twice as long each time, shortened at random by up to half. */
  private backOff(request: RequestId, client: ClientId): void {
    const { requests, simulation, model, journey } = this.context;
    const { attempts } = model.storage;
    const { first, longest } = this.pauses;
    const tries = requests.downloads.countRefusal(request);
    this.turns.end(client);
    if (tries >= attempts) return journey.fail(request, 'storage-throttled');
    const pause = Math.min(longest.next(), first.next() * 2 ** (tries - 1));
    simulation.schedule(pause * (1 - 0.5 * this.backoffs.uniform()), this.retryHandler, request, client);
  }
}
