import type { HistogramData } from '../../measure/histogram/rows.js';
import type { ClientCounts } from '../request/client-outcomes.js';
import type { SaturatedSpell } from './saturation-watch.js';

/**
 * What one replication of a gateway yields: numbers alone, ready to be sent between workers.
 * Everything counts from the end of the warm-up; times are seconds, sizes are bytes.
 */
export interface Observation {
  readonly replication: number;
  /** When the measured part begins, seconds after Monday 00:00 of the model's clock. */
  readonly startSeconds: number;
  /** Length of the measured part. */
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
  readonly intervalSeconds: number;
  /** Request classes that had at least one request, in the fixed order of the product's list. */
  readonly requests: Readonly<Record<string, ClassObservation>>;
  readonly content: ContentObservation;
  /** By name. */
  readonly populations: Readonly<Record<string, PopulationObservation>>;
  readonly clients: ClientCounts;
  /** By resource: the times in which it was saturated; those that never were are left out. */
  readonly saturated: Readonly<Record<string, readonly SaturatedSpell[]>>;
  readonly outages: readonly OutageObservation[];
  readonly resources: Readonly<Record<string, ResourceObservation>>;
  readonly channels: readonly ChannelObservation[];
  readonly instances: readonly InstanceObservation[];
  readonly connectionPoints: readonly ConnectionPointObservation[];
  readonly siteSystems: readonly SiteSystemObservation[];
  readonly volumes: VolumeObservation;
  /** One entry an interval, all arrays of the same length. */
  readonly intervals: IntervalObservation;
  /** Broken invariants, one sentence each; empty when all hold. */
  readonly violations: readonly string[];
  readonly events: number;
}

/** The name under which downloads of content stand beside the request classes. */
export const CONTENT_DOWNLOAD = 'content-download';

/** How the requests of one population ended. */
export interface PopulationObservation {
  readonly clients: number;
  /** By request class, and `content-download`; only those of which one ended. */
  readonly ended: Readonly<Record<string, EndedObservation>>;
}

export interface EndedObservation {
  readonly answered: number;
  readonly failed: Readonly<Record<string, number>>;
  /** Minute by minute of the measured part: how many ended, and how many of these failed by each cause that occurred. */
  readonly endedByMinute: readonly number[];
  readonly failedByMinute: Readonly<Record<string, readonly number[]>>;
}

/** A time in which an instance that gets new connections had no channel. */
export interface OutageObservation {
  readonly gateway: string;
  readonly vm: string;
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** It had not ended when the measured part did. */
  readonly lasts: boolean;
  /** Why no channel can be built, where the network rules say so. */
  readonly reason: string | null;
}

/**
 * Times of one kind to an answer. Mean and maximum are of the answered; a percentile is the time within which that share of
 * all that ended was answered. Null where the data cannot carry the figure (see `measure/quantile.ts`), and where a share
 * was never answered (`isNever`).
 */
export interface DurationObservation {
  /** Answered, and ended without an answer. */
  readonly count: number;
  readonly unanswered: number;
  /** All times to an answer, from which replications are pooled. */
  readonly histogram: HistogramData;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly max: number | null;
}

export interface ClassObservation {
  /** Logical requests whose first attempt began in the measured part, plus those in flight at its start. */
  readonly offered: number;
  readonly completed: number;
  /** Requests given up after their last attempt, by cause of that attempt. */
  readonly failed: Readonly<Record<string, number>>;
  /** The same by cause and part of the system. */
  readonly failedAt: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly inFlight: number;
  /** Attempts after the first. */
  readonly retried: number;
  /** Attempts that failed, by cause, whether or not a later attempt succeeded. */
  readonly attemptsFailed: Readonly<Record<string, number>>;
  readonly attempts: number;
  readonly requestBytes: number;
  readonly replyBytes: number;
  readonly maxConcurrent: number;
  /** Client-seen waiting of answered requests, from the first attempt on. */
  readonly latency: DurationObservation;
  /** Percentile curve: pairs [percent, seconds], rising, only percents that the data carry; it ends where the failed begin. */
  readonly curve: readonly (readonly [number, number])[];
  /** By limit of the model's objective, seconds: how many were answered within it. */
  readonly within: Readonly<Record<string, number>>;
  /** In the order of the journey; means are over the same requests as `latency`, so they add up to its mean. */
  readonly stages: Readonly<Record<string, { readonly mean: number; readonly p95: number | null }>>;
}

export interface ContentObservation {
  readonly downloads: number;
  readonly completed: number;
  readonly failed: Readonly<Record<string, number>>;
  readonly failedAt: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly inFlight: number;
  /** Ranges answered 503 by storage. */
  readonly throttled: number;
  readonly bytes: number;
  readonly secondsToDownload: DurationObservation;
  readonly stages: Readonly<Record<string, { readonly mean: number; readonly p95: number | null }>>;
}

export interface ResourceObservation {
  /** `vm-cpu`, `vm-nic`, `channel`, `cp-cpu`, `cp-ports`, `proxy-cpu`, `management-point`, `storage-egress`, ... */
  readonly kind: string;
  readonly servers: number;
  readonly utilisation: number | null;
  readonly meanQueue: number;
  readonly maxQueue: number;
  /** Mean wait of those that were served, null when none was. */
  readonly meanWaitSeconds: number | null;
  readonly arrivals: number;
  readonly completions: number;
  readonly refused: number;
  readonly inProgressAtStart: number;
  readonly inProgressAtEnd: number;
}

export interface ChannelObservation {
  readonly gateway: string;
  readonly connectionPoint: string;
  readonly vm: string;
  /** null when no protocol could be built. */
  readonly protocol: 'tcp-tls' | 'https' | null;
  readonly port: number | null;
  readonly state: 'up' | 'down' | 'impossible';
  /** Share of the measured time in state up, while the instance existed. */
  readonly availability: number;
  readonly rebuilds: number;
  readonly messages: number;
  readonly reason: string | null;
}

export interface InstanceObservation {
  readonly gateway: string;
  readonly vm: string;
  readonly size: string;
  /** CPU and NIC utilisation, 0..1. */
  readonly cpu: number | null;
  readonly nic: number | null;
  /** Most clients connected at once, and the documented limit. */
  readonly maxClients: number;
  readonly clientLimit: number | null;
  readonly support: 'supported' | 'over' | 'unknown';
  readonly requests: number;
  readonly failed: number;
  /** CPU credits left at the end; null for sizes without credits. */
  readonly credits: number | null;
}

export interface ConnectionPointObservation {
  readonly name: string;
  readonly cpu: number | null;
  readonly portsHeld: number;
  readonly maxPortsHeld: number;
  readonly ports: number;
  readonly requests: number;
}

export interface SiteSystemObservation {
  readonly name: string;
  readonly kind: 'management-point' | 'update-point';
  /** Utilisation of its workers, 0..1. */
  readonly workers: number | null;
  /** Clients that are assigned to it, and the documented limit. */
  readonly clients: number;
  readonly clientLimit: number;
  readonly support: 'supported' | 'over';
  readonly requests: number;
}

export interface VolumeObservation {
  readonly gateways: readonly GatewayVolumes[];
  /** Those of the gateways, then cloud distribution points. */
  readonly storages: readonly StorageVolumes[];
  /** Hours of instances in the measured part, as they are deployed: one that is down is billed too. By VM size. */
  readonly instanceHours: Readonly<Record<string, number>>;
  readonly clients: number;
}

/** What a gateway relayed; both ways pass its load balancer. */
interface GatewayVolumes {
  readonly name: string;
  /** Bytes that leave Azure: replies to clients plus requests forwarded to the site. */
  readonly egressBytes: number;
  /** Bytes that enter Azure: requests of clients plus replies of the site. */
  readonly ingressBytes: number;
  /** Bytes of its instances' logs, which leave Azure through its storage account. */
  readonly logBytes: number;
}

/** What a storage account served. */
interface StorageVolumes {
  /** Of its gateway, or of the cloud distribution point. */
  readonly name: string;
  readonly egressBytes: number;
  readonly storedBytes: number;
  readonly reads: number;
}

export interface IntervalObservation {
  /** Start of each interval, seconds after the end of the warm-up. */
  readonly startSeconds: readonly number[];
  readonly completedRequests: readonly number[];
  readonly bytes: readonly number[];
  readonly meanLatencySeconds: readonly (number | null)[];
  /** By resource id. */
  readonly resources: Readonly<
    Record<
      string,
      { readonly utilisation: readonly (number | null)[]; readonly meanQueue: readonly number[] }
    >
  >;
}
