import type { RandomStream } from '../engine/index.js';
import type { ActivityModel } from '../model/schema.js';
import type { PolicyPast } from './policy-past.js';

/** Who hears what an activity has left at time 0. */
export interface PastListener {
  /** It is due already, and will be asked for after a delay that is not over. */
  delayed(client: number, seconds: number): void;
  /** It was asked for, the last time so long ago, by a client that has been online since. */
  asked(client: number, secondsAgo: number): void;
  /** It fell due while the client was offline, which it still is. */
  missed(client: number): void;
}

/**
 * What happened of one activity before time 0, on a site that has run for long: the last times due of a client, newest
 * first, as far back as they matter. Each is what the simulation makes of a time due: there is something to do with
 * `probability`, asked for after a delay within `spread`, and missed if the client is offline then.
 */
export class ActivityPast {
  private readonly logOfNothing: number;

  constructor(
    private readonly activity: ActivityModel,
    /** Draws of the past alone: those of the simulation stay what they are. */
    private readonly stream: RandomStream,
    private readonly listener: PastListener,
    /** Hears of policy requests further back, where that matters; its draws are its own. */
    private readonly policy: PolicyPast | null = null,
  ) {
    this.logOfNothing = Math.log1p(-activity.probability);
  }

  /**
   * @param phase of the client in the period, 0 <= phase < 1; of no account where arrivals are random
   * @param isOnline whether it is online at time 0
   * @param since seconds for which it has been so, Infinity for ever
   */
  tell(client: number, phase: number, isOnline: boolean, since: number): void {
    const { stream, listener, policy } = this;
    const { spread, period, arrivals } = this.activity;
    policy?.begin(client);
    let dueAgo = this.untilEarlier(stream) - (arrivals === 'periodic' ? phase * period : 0);
    let askedAgo = Number.POSITIVE_INFINITY;
    while (dueAgo <= spread + Math.min(askedAgo, since)) {
      const ago = spread > 0 ? dueAgo - stream.uniform() * spread : dueAgo;
      if (ago > 0) {
        askedAgo = Math.min(askedAgo, ago);
        policy?.due(ago);
      } else listener.delayed(client, -ago);
      dueAgo += this.untilEarlier(stream);
    }
    if (policy !== null) this.tellPolicy(client, policy, dueAgo);
    if (askedAgo > since) return;
    if (isOnline) listener.asked(client, askedAgo);
    else listener.missed(client);
  }

  /** Goes further back, from a time that was due so long ago. */
  private tellPolicy(client: number, policy: PolicyPast, from: number): void {
    const { spread } = this.activity;
    for (let dueAgo = from; policy.needs(dueAgo); dueAgo += this.untilEarlier(policy.stream)) {
      const ago = spread > 0 ? dueAgo - policy.stream.uniform() * spread : dueAgo;
      if (ago > 0) policy.due(ago);
    }
    policy.settle(client);
  }

  /** Seconds from one time with something to do back to the one before. */
  private untilEarlier(stream: RandomStream): number {
    const { activity } = this;
    const { period, probability } = activity;
    if (activity.arrivals === 'poisson') return stream.exponential(period / probability);
    if (probability === 1) return period;
    return period * (1 + Math.floor(Math.log(stream.uniformOpen()) / this.logOfNothing));
  }
}
