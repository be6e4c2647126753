import { createDistribution, type HandlerId } from '../../engine/index.js';
import { nextOccurrence, type Occurs, occurrencesBefore, repeatSeconds } from '../../model/occurs.js';
import type { EventModel } from '../../model/schema.js';
import type { Workload } from '../../workload/workload.js';
import type { Context } from '../request/context.js';
import type { BlobStorage } from '../systems/content/blob-storage.js';
import type { Gateway } from '../systems/gateway.js';
import type { ServiceConnectionPoint } from '../systems/service-connection-point.js';
import type { SiteSystem, SiteSystemStage } from '../systems/site-system.js';
import type { WebProxy } from '../systems/web-proxy.js';
import { Overlaps } from './overlap.js';

export interface TimelineParts {
  readonly gateways: readonly Gateway[];
  readonly serviceConnectionPoint: ServiceConnectionPoint;
  readonly managementPoints: SiteSystemStage;
  readonly updatePoints: SiteSystemStage;
  readonly proxy: WebProxy | null;
  readonly workload: Workload;
  readonly storages: readonly BlobStorage[];
}

/** What an event does when it begins and when it ends, `seconds` later. */
interface Happening {
  readonly seconds: () => number;
  /** @param secondsAgo when it began, for what was under way at time 0 */
  readonly begin: (seconds: number, secondsAgo: number) => void;
  readonly end: () => void;
}

const NOTHING = () => {};

/** How far back what comes again and again is followed, seconds: eight weeks, beyond any outage. */
const LOOK_BACK = 8 * repeatSeconds('weekly');

/**
 * Starts everything that the model's timeline says, at its time or again and again at random. What began before time 0 and
 * has not ended is under way; what a change of size or a notification has left is there already, as the service connection
 * point and the workload begin with it.
 */
export function startTimeline(context: Context, parts: TimelineParts): void {
  const overlaps = new Overlaps();
  const events = context.model.events.map(
    (event, index) =>
      new TimelineEvent(context, event, index, happening(context, event, index, parts, overlaps)),
  );
  events
    .flatMap((one) => one.past().map((secondsAgo) => ({ one, secondsAgo })))
    .sort((a, b) => b.secondsAgo - a.secondsAgo)
    .forEach(({ one, secondsAgo }) => {
      one.recall(secondsAgo);
    });
}

class TimelineEvent {
  private readonly beginHandler: HandlerId;
  private readonly endHandler: HandlerId;
  private readonly between;
  private readonly stream;
  /** Seconds from one beginning to the next; Infinity where it comes once, or at random. */
  private readonly repeat: number;

  constructor(
    private readonly context: Context,
    private readonly event: EventModel,
    index: number,
    private readonly what: Happening,
  ) {
    const { simulation, model } = context;
    const { at, occurs } = timesOf(event);
    this.stream = simulation.stream(`events/${index}/between`);
    this.between = 'mtbf' in event && event.mtbf !== undefined ? createDistribution(event.mtbf) : null;
    this.beginHandler = simulation.handler(() => this.begin());
    this.endHandler = simulation.handler(() => this.end());
    this.repeat = repeatSeconds(occurs);
    const { start } = model.simulation;
    const next = at === undefined ? null : nextOccurrence(at, occurs, start);
    if (this.between !== null) simulation.schedule(this.between.sample(this.stream), this.beginHandler, 0);
    else if (next !== null) simulation.scheduleAt(next - start, this.beginHandler, 0);
  }

  /** How long before time 0 it happened, each time, seconds. */
  past(): number[] {
    const { start } = this.context.model.simulation;
    const { at, occurs } = timesOf(this.event);
    if (at === undefined) return [];
    return occurrencesBefore(at, occurs, start, occurs === 'once' ? start : LOOK_BACK);
  }

  /** What is under way since then. */
  recall(secondsAgo: number): void {
    const left = this.what.seconds() - secondsAgo;
    if (left <= 0) return;
    this.what.begin(left, secondsAgo);
    this.context.simulation.schedule(left, this.endHandler, 0);
  }

  private begin(): void {
    const { simulation } = this.context;
    const seconds = this.what.seconds();
    this.what.begin(seconds, 0);
    simulation.schedule(seconds, this.endHandler, 0);
    if (this.repeat < Number.POSITIVE_INFINITY) simulation.schedule(this.repeat, this.beginHandler, 0);
  }

  private end(): void {
    this.what.end();
    if (this.between !== null)
      this.context.simulation.schedule(this.between.sample(this.stream), this.beginHandler, 0);
  }
}

/** When an event happens, and how often; no time where it happens at random. */
const timesOf = (event: EventModel): { at: number | undefined; occurs: Occurs } => ({
  at: event.at,
  occurs: ('occurs' in event && event.occurs) || 'once',
});

function happening(
  context: Context,
  event: EventModel,
  index: number,
  parts: TimelineParts,
  overlaps: Overlaps,
): Happening {
  const stream = context.simulation.stream(`events/${index}/duration`);
  const lasting = 'duration' in event ? createDistribution(event.duration) : null;
  const seconds = () => lasting?.sample(stream) ?? 0;
  const gateway = 'gateway' in event ? gatewayOf(parts.gateways, event.gateway) : parts.gateways[0]!;
  switch (event.event) {
    case 'vm-restart':
    case 'vm-rebuild': {
      const vm = gateway.vms[event.instance - 1]!;
      const { restart, provisioning } = gateway.model.vm;
      const rebuilt = event.event === 'vm-rebuild';
      const away = createDistribution(rebuilt ? provisioning : restart);
      const { probeInterval, probeFailures } = context.model.loadBalancer;
      const begin = (time: number, secondsAgo: number) =>
        parts.serviceConnectionPoint.interrupt(
          gateway,
          vm,
          time,
          rebuilt,
          secondsAgo > probeInterval * probeFailures,
        );
      return { seconds: () => away.sample(stream), begin, end: NOTHING };
    }
    case 'connection-point-down': {
      const point = gateway.connectionPoints[event.connectionPoint - 1]!;
      const stop = () => gateway.stopPoint(point);
      return { seconds, ...overlaps.outage(point.name, stop, () => gateway.startPoint(point)) };
    }
    case 'proxy-down':
      return {
        seconds,
        ...overlaps.outage(
          'proxy',
          () => stopProxy(parts),
          () => startProxy(parts),
        ),
      };
    case 'management-point-down': {
      return { seconds, ...siteOutage(overlaps, parts.managementPoints.systems[event.managementPoint - 1]!) };
    }
    case 'update-point-down': {
      return { seconds, ...siteOutage(overlaps, parts.updatePoints.systems[event.updatePoint - 1]!) };
    }
    case 'storage-throttled':
      return {
        seconds,
        ...overlaps.effect(gateway.storage.name, event.factor, Math.min, 1, (left) =>
          gateway.storage.throttle(left),
        ),
      };
    case 'link-degraded':
      return { seconds, ...degradation(context, event, parts.storages, overlaps) };
    case 'scale':
      return {
        seconds,
        begin: () => parts.serviceConnectionPoint.scale(gateway, event.instances),
        end: NOTHING,
      };
    case 'notify':
      return {
        seconds,
        begin: () => parts.workload.notify(event),
        end: NOTHING,
      };
  }
}

const gatewayOf = (gateways: readonly Gateway[], name: string | undefined): Gateway =>
  name === undefined ? gateways[0]! : gateways.find((gateway) => gateway.name === name)!;

/** What its channels carry is lost before it forgets its work. */
function stopProxy({ proxy, gateways }: TimelineParts): void {
  if (proxy === null) return;
  for (const gateway of gateways) gateway.loseChannels();
  proxy.stop();
}

function startProxy({ proxy, gateways }: TimelineParts): void {
  if (proxy === null) return;
  proxy.isUp = true;
  for (const gateway of gateways) gateway.repairAll();
}

const siteOutage = (overlaps: Overlaps, system: SiteSystem) =>
  overlaps.outage(
    system.name,
    () => system.stop(),
    () => system.start(),
  );

/** Round trips and bandwidth of a leg are two parts: of two events each may be the worse in one of them. */
function degradation(
  { links }: Context,
  { leg, rttFactor, rateFactor }: EventModel & { event: 'link-degraded' },
  storages: readonly BlobStorage[],
  overlaps: Overlaps,
) {
  const rtt = overlaps.effect(`${leg}/rtt`, rttFactor, Math.max, 1, (factor) => {
    links[leg === 'channel' ? 'channelRtt' : 'clientRtt'] = factor;
  });
  const rate = overlaps.effect(`${leg}/rate`, rateFactor, Math.min, 1, (factor) => {
    links[leg === 'channel' ? 'channelRate' : 'clientRate'] = factor;
    if (leg === 'clients') for (const storage of storages) storage.degradeAccess(factor);
  });
  const both = (each: 'begin' | 'end') => () => {
    rtt[each]();
    rate[each]();
  };
  return { begin: both('begin'), end: both('end') };
}
