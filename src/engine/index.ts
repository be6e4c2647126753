/** The discrete-event engine: clock, events, random streams, distributions and resources. It knows no domain. */
export { Arena } from './arena.js';
export { alignedFloats, alignedWords } from './arrays.js';
export { createDistribution, type Distribution, type DistributionSpec } from './distribution.js';
export { Draw } from './draw.js';
export { Draws } from './draws.js';
export type { QueueKind } from './event-queue.js';
export type { RandomStream } from './random-stream.js';
export type { Resource, ResourceTotals } from './resource.js';
export { SerialLine, type SerialLineOptions } from './serial-line.js';
export { type BankServers, ServerBank, type ServerBankOptions } from './server-bank.js';
export { ServerLine, type ServerLineOptions } from './server-line.js';
export { ServerPool, type ServerPoolOptions } from './server-pool.js';
export { SharedLink, type SharedLinkOptions } from './shared-link.js';
export { type Handler, type HandlerId, Simulation, type SimulationOptions } from './simulation.js';
export { type BankSlots, SlotBank, type SlotBankOptions } from './slot-bank.js';
export { SlotPool, type SlotPoolOptions } from './slot-pool.js';
export { TokenBucket, type TokenBucketOptions } from './token-bucket.js';
