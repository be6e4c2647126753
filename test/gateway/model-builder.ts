import { expect } from 'vitest';
import type { z } from 'zod';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { type SimulateOptions, simulate } from '../../src/gateway/simulation/simulate.js';
import { System } from '../../src/gateway/simulation/system.js';
import { findRuleBreaks } from '../../src/model/rules.js';
import { type Model, modelSchema, type RequestClass, requestClasses } from '../../src/model/schema.js';

type ModelInput = z.input<typeof modelSchema>;
type Change<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [Key in keyof T]?: Change<T[Key]> | undefined }
    : T;
export type ModelChange = Change<ModelInput>;
export type PopulationChange = Change<ModelInput['clients'][number]>;
export type GatewayChange = Change<NonNullable<ModelInput['gateway']>>;
export type ActivityChange = NonNullable<PopulationChange['activities']>['policy'];
export type EventInput = NonNullable<ModelInput['events']>[number];

/** Asked by nobody of its own accord, and free of bytes and work: a test adds what it is about. */
const SILENT = { enabled: false, request: 0, reply: 0, service: 0 };
const silentActivities = Object.fromEntries(requestClasses.map((each) => [each, SILENT]));

/** A gateway without any cost in time, whose TLS handshakes cost round trips alone. */
const STILL_GATEWAY = {
  vm: {
    fullHandshake: 0,
    resumedHandshake: 0,
    certificateCheck: 0,
    tokenCheck: 0,
    request: 0,
    reply: 0,
    perKiB: 0,
  },
};

const STILL_POPULATION = {
  count: 1,
  authentication: { certificate: 1 },
  access: { rtt: 0 },
  startup: [],
  activities: silentActivities,
};

const STILL = {
  name: 'still',
  simulation: { warmup: 0, duration: '10min' },
  gateway: STILL_GATEWAY,
  connectionPoints: { request: 0, reply: 0, perKiB: 0, rtt: 0 },
  site: { managementPoints: { rtt: 0 }, updatePoints: { rtt: 0 } },
  storage: { firstByte: 0 },
  dns: { lookup: 0 },
  entra: { signIn: 0 },
};

/** One client with a certificate, who asks for nothing. Shares of authentication are replaced as a whole. */
export const people = (change: PopulationChange = {}): ModelInput['clients'][number] => ({
  ...(merge(STILL_POPULATION, change) as ModelInput['clients'][number]),
  authentication: change.authentication ?? STILL_POPULATION.authentication,
});

/** A model in which nothing takes time and nobody asks for anything, changed as the test wants it. */
export function createModel(change: ModelChange = {}): Model {
  const base = change.gateways === undefined ? STILL : { ...STILL, gateway: undefined };
  const model = modelSchema.parse(merge({ clients: [people()], ...base }, change));
  expect(findRuleBreaks(model)).toEqual([]);
  return model;
}

/** Every client that is online asks once, `at` this time (or within a time after it). */
export const tell = (
  activity: RequestClass,
  at: `${number}${'s' | 'min' | 'h' | 'd'}`,
  more: object = {},
): EventInput => ({
  event: 'notify',
  activity,
  at,
  ...more,
});

/** Simulates a model and holds the result to the invariants. */
export function observe(model: Model, options: Partial<SimulateOptions> = {}): Observation {
  const observation = simulate(model, { seed: 1, replication: 0, ...options });
  expect(observation.violations).toEqual([]);
  return observation;
}

/** The systems of a model, run up to a time; `run` them on to see more. */
export function start(model: Model, until = 0, seed: string | number = 1): System {
  const system = new System(model, seed, 0);
  system.simulation.run(until);
  return system;
}

/** Merges plain objects; everything else, lists included, is replaced. */
function merge(base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isPlain(base) || !isPlain(change)) return change;
  const keys = new Set([...Object.keys(base), ...Object.keys(change)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(base[key], change[key])]));
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
