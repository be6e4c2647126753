import { createDistribution, Draw, type RandomStream } from '../../engine/index.js';
import { networkOf } from '../../model/network/from-model.js';
import { signInOutcome } from '../../model/network/request-failures.js';
import { ENTRA } from '../../workload/client-table.js';
import { Renewals } from '../../workload/renewals.js';
import type { Cause } from '../request/causes.js';
import type { Context } from '../request/context.js';
import { type ClientColumn, type ClientId, type RequestId, TOKEN_CLASS } from '../request/ids.js';
import type { Stage } from '../request/stage.js';

/** Who asks for tokens on behalf of a client, and lets its requests go on when they are there. */
export interface TokenRequester {
  /** Makes the client ask for a token; several requests of a client may wait for one. */
  askForToken(client: ClientId, waiting: RequestId): void;
}

/**
 * Microsoft Entra ID and the tokens of its clients: an access token (60 to 90 min) is signed in for, and the management
 * point issues a CCM token (8 h) for it by a request of class `token`. All other requests of such a client need the CCM
 * token, and wait for it when it has expired. Clients with a certificate or a site token pass.
 */
export class AuthenticateStage implements Stage {
  readonly name = 'authenticate';
  private readonly accessUntil: ClientColumn;
  private readonly ccmUntil: ClientColumn;
  private readonly signIns: RandomStream;
  private readonly lives: RandomStream;
  private readonly signIn;
  private readonly accessLife;
  private readonly ccmLife: Draw;
  /** By population. */
  private readonly connectTimeouts: readonly Draw[];
  /** By population: 1 where tokens are renewed at all. */
  private readonly renews: Uint8Array;
  /** By population and gateway: why the client's firewall keeps it from Microsoft Entra ID, or null. */
  private readonly unreachable: readonly (readonly (Cause | null)[])[];

  constructor(
    private readonly context: Context,
    private readonly requester: TokenRequester,
  ) {
    const { simulation, model, clients } = context;
    this.signIn = createDistribution(model.entra.signIn);
    this.accessLife = createDistribution(model.entra.accessToken);
    this.signIns = simulation.stream('entra/sign-in');
    this.lives = simulation.stream('entra/life');
    this.ccmLife = new Draw(simulation, 'entra/ccm-life', () => model.entra.ccmToken);
    this.connectTimeouts = model.clients.map(
      (one) => new Draw(simulation, `entra/${one.name}/connect-timeout`, () => one.connectTimeout),
    );
    this.renews = Uint8Array.from(model.clients, ({ activities }) => (activities.token.enabled ? 1 : 0));
    const { populations, gateways } = networkOf(model);
    this.unreachable = populations.map((population) =>
      gateways.map((gateway) => signInOutcome(gateway, population)),
    );
    this.accessUntil = clients.records.float64();
    this.ccmUntil = clients.records.float64();
    this.recallTokens();
  }

  /** Whether a client's firewall lets it sign in. */
  canSignIn(client: ClientId): boolean {
    const { clients } = this.context;
    return this.unreachable[clients.population.get(client)][clients.gateway.get(client)] === null;
  }

  /** At the start clients have lived with their tokens for weeks; those that cannot sign in have none any more. */
  private recallTokens(): void {
    const { simulation, model, clients } = this.context;
    const moments = simulation.stream('entra/age');
    const past = simulation.stream('entra/past');
    const life = new Draw(simulation, 'entra/past-life', () => model.entra.ccmToken);
    for (const { model: population, first, count } of clients.populations) {
      const tokens = new Renewals(population, model.simulation.start, life, moments, past);
      for (let client = first as ClientId; client < first + count; client++) {
        const end = tokens.end(clients.shift[client]);
        if (end === 0 || !this.canSignIn(client)) continue;
        this.ccmUntil.set(client, end);
        this.accessUntil.set(client, this.accessEnd(end - life.mean, past));
      }
    }
  }

  /** When an access token ends that was there when a CCM token was issued: signed in for then, or some CCM tokens before. */
  private accessEnd(issued: number, past: RandomStream): number {
    const life = this.accessLife.sample(past);
    const { mean } = this.ccmLife;
    const served = mean > 0 ? past.integer(Math.floor(life / mean) + 1) : 0;
    return issued + life - served * mean;
  }

  enter(request: RequestId): void {
    const { requests, journey } = this.context;
    if (this.isReady(request)) return journey.advance(request);
    const client = requests.client(request);
    if (requests.requestClass(request) === TOKEN_CLASS) return this.signInFor(request, client);
    if (journey.wait(request)) this.requester.askForToken(client, request);
  }

  /** The management point has issued a CCM token. */
  issued(client: ClientId): void {
    this.ccmUntil.set(client, this.context.simulation.now + this.ccmLife.next());
  }

  private isReady(request: RequestId): boolean {
    const { requests, clients, simulation } = this.context;
    const client = requests.client(request);
    if (clients.authentication.get(client) !== ENTRA || this.renews[clients.population.get(client)] === 0)
      return true;
    const until = requests.requestClass(request) === TOKEN_CLASS ? this.accessUntil : this.ccmUntil;
    return until.get(client) > simulation.now;
  }

  private signInFor(request: RequestId, client: ClientId): void {
    const { journey, clients, simulation, model } = this.context;
    const population = clients.population.get(client);
    const unreachable = this.unreachable[population][clients.gateway.get(client)];
    if (unreachable !== null)
      return journey.fail(request, unreachable, this.connectTimeouts[population].next());
    const seconds = clients.rtt.get(client) + this.signIn.sample(this.signIns);
    if (model.entra.available < 1 && this.signIns.uniform() >= model.entra.available) {
      return journey.fail(request, 'sign-in', seconds);
    }
    this.accessUntil.set(client, simulation.now + seconds + this.accessLife.sample(this.lives));
    journey.after(request, seconds);
  }
}
