import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { type SimulateOptions, simulate } from '../../src/gateway/simulation/simulate.js';
import { loadModel } from '../../src/model/load.js';
import type { Model } from '../../src/model/schema.js';
import { summarise } from '../../src/study/summary/summarise.js';
import { CONTEXT } from '../report/fixture.js';

const MINUTE = 60;
const HOUR = 3600;

type Length = Required<Pick<SimulateOptions, 'warmupSeconds' | 'durationSeconds'>>;

/** A part of each model's time that has in it what the model is about. */
const LENGTHS: Readonly<Record<string, Length>> = {
  'classic-behind-proxy': { warmupSeconds: 10 * MINUTE, durationSeconds: 20 * MINUTE },
  'classic-tcp-tls': { warmupSeconds: 10 * MINUTE, durationSeconds: 20 * MINUTE },
  'content-50k': { warmupSeconds: 0, durationSeconds: 2 * HOUR },
  lab: { warmupSeconds: HOUR, durationSeconds: 24 * HOUR },
  // From 8:00 to 9:00 clients come online.
  'scale-set': { warmupSeconds: HOUR, durationSeconds: 65 * MINUTE },
  // Within five minutes every client has kept its notification channel alive.
  'sixteen-instances': { warmupSeconds: 5 * MINUTE, durationSeconds: 3 * MINUTE },
  // The restart at 13:00 ends at 13:05.
  'update-day': { warmupSeconds: 30 * MINUTE, durationSeconds: 4 * HOUR + 10 * MINUTE },
};
const names = readdirSync('models').map((file) => file.replace(/\.yaml$/, ''));

function shipped(name: string): Model {
  const file = `models/${name}.yaml`;
  const read = loadModel(readFileSync(file, 'utf8'), file);
  if (!('value' in read)) throw new Error(`${file} does not load`);
  return read.value;
}

interface Ending {
  readonly completed: number;
  readonly failed: Readonly<Record<string, number>>;
  readonly inFlight: number;
}
const ends = ({ completed, failed, inFlight }: Ending): number =>
  completed + Object.values(failed).reduce((sum, count) => sum + count, 0) + inFlight;

function expectConservation({ requests, content }: Observation): void {
  for (const [name, one] of Object.entries(requests)) expect([name, ends(one)]).toEqual([name, one.offered]);
  expect(ends(content)).toBe(content.downloads);
}

/** Stage means of one class, and what they must add up to. */
function expectSumOfStages(
  name: string,
  stages: Readonly<Record<string, { readonly mean: number }>>,
  mean: number | null,
): void {
  const sum = Object.values(stages).reduce((total, stage) => total + stage.mean, 0);
  const difference = Math.abs(sum - (mean ?? 0)) / Math.max(mean ?? 0, Number.MIN_VALUE);
  expect([name, difference <= 1e-9]).toEqual([name, true]);
}

it('every shipped model is looked at', () => {
  expect(names.sort()).toEqual(Object.keys(LENGTHS).sort());
});

describe.each(Object.keys(LENGTHS))('%s', (name) => {
  const model = shipped(name);
  let observed: Observation | null = null;
  const observe = (): Observation => {
    observed ??= simulate(model, { seed: 'shipped', replication: 0, ...LENGTHS[name]! });
    return observed;
  };

  it('keeps every invariant; all that was offered has an end or is in flight; stages add up to the latency', () => {
    const observation = observe();
    expect(observation.violations).toEqual([]);
    expectConservation(observation);
    for (const [requestClass, { stages, latency }] of Object.entries(observation.requests))
      expectSumOfStages(requestClass, stages, latency.mean);
    expectSumOfStages('content', observation.content.stages, observation.content.secondsToDownload.mean);
    const { requests, content } = observation;
    const completed = Object.values(requests).reduce((sum, one) => sum + one.completed, content.completed);
    expect(completed).toBeGreaterThan(100);
  });

  it('carries its load within every documented limit, and misses no objective', () => {
    const { verdict, objective } = summarise([observe()], { ...CONTEXT, objective: model.objective });
    expect(verdict).toMatchObject({ state: 'holds', episodes: [] });
    expect(objective.filter(({ result }) => result === 'missed')).toEqual([]);
  });

  it('gives the same bytes twice for one seed, and others for another', () => {
    const { warmupSeconds } = LENGTHS[name]!;
    const glimpse = { replication: 0, warmupSeconds, durationSeconds: 2 * MINUTE };
    const bytes = (seed: string) => JSON.stringify(simulate(model, { seed, ...glimpse }));
    const once = bytes('one');
    expect(bytes('one')).toBe(once);
    expect(bytes('other')).not.toBe(once);
  });
});
