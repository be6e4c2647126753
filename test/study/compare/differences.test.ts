import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/gateway/simulation/simulate.js';
import { loadModel } from '../../../src/model/load.js';
import { comparisonSchema, type DifferenceSummary } from '../../../src/study/compare/comparison.js';
import { compareDeployments, type Simulated } from '../../../src/study/compare/differences.js';

const MODEL = `name: small
simulation: {duration: 15min, warmup: 2min}
gateway: {deployment: classic, version: 2103, instances: 2}
connectionPoints: {count: 1}
clients: [{count: 150, authentication: {certificate: 1}}]
`;
const CONTEXT = {
  cmgsim: '0.1.0',
  name: 'test',
  question: null,
  seed: 5,
  replicationsPlanned: 8,
  warmupMethod: 'stated',
} as const;

function simulated(
  name: string,
  overrides: string[] = [],
  seeds: (i: number) => number = () => 5,
): Simulated {
  const loaded = loadModel(MODEL, 'small.yaml', { overrides });
  if ('problems' in loaded) throw new Error(loaded.problems[0]!.message);
  const observations = Array.from({ length: 8 }, (_, replication) => ({
    ...simulate(loaded.value, { seed: seeds(replication), replication }),
    replication,
  }));
  return {
    deployment: {
      name,
      model: loaded.value,
      sha256: '0',
      overrides,
      statesWarmup: true,
      statesStart: true,
      source: { file: '', text: '' },
    },
    observations,
  };
}

const tcp = simulated('tcp-tls', ['connectionPoints.channel.protocol=tcp-tls']);
const https = simulated('https', ['connectionPoints.channel.protocol=https']);
const cores = simulated('slow', ['gateway.vm.request=20ms']);
const figure = (all: readonly DifferenceSummary[], deployment: string, requests: string, measure: string) =>
  all.find((one) => one.deployment === deployment && one.requests === requests && one.measure === measure)!;

describe('a comparison', () => {
  const made = compareDeployments([tcp, https, cores], CONTEXT);

  it('is what its published schema says', () => {
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
  });

  it('finds that requests wait longer for slower work, and by how much', () => {
    const mean = figure(made.differences, 'slow', 'policy', 'mean');
    expect(mean).toMatchObject({ verdict: 'worse', unit: 'seconds', better: 'lower' });
    // 20 ms of CPU instead of 1 ms, at a utilisation that makes nobody wait.
    expect(mean.difference.low!).toBeLessThan(0.0195);
    expect(mean.difference.high!).toBeGreaterThan(0.0185);
    expect(mean.difference.value!).toBeCloseTo(mean.value.value! - mean.base.value!, 12);
  });

  it('shows no difference where there is none', () => {
    const { differences } = compareDeployments(
      [tcp, { ...tcp, deployment: { ...tcp.deployment, name: 'same' } }],
      CONTEXT,
    );
    expect(differences.filter(({ verdict }) => verdict === 'better' || verdict === 'worse')).toEqual([]);
    expect(figure(differences, 'same', 'policy', 'mean').difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('says why a figure cannot be compared, instead of a number', () => {
    const p99 = figure(made.differences, 'https', 'policy', 'p99');
    expect(p99).toMatchObject({ value: { value: null }, base: { value: null }, verdict: null });
    expect(p99.reason).toMatch(/^p99 needs/);
  });

  it('does not depend on the order of the deployments', () => {
    const turned = compareDeployments([https, tcp], CONTEXT).differences;
    const straight = compareDeployments([tcp, https], CONTEXT).differences;
    for (const one of straight) {
      const other = figure(turned, 'tcp-tls', one.requests, one.measure);
      expect([other.pValue, other.varianceRatio, other.base]).toEqual([
        one.pValue,
        one.varianceRatio,
        one.value,
      ]);
      if (one.difference.value !== null) expect(other.difference.value! + one.difference.value).toBe(0);
    }
    const swapped = compareDeployments([tcp, cores, https], CONTEXT).differences;
    for (const one of made.differences) {
      expect(figure(swapped, one.deployment, one.requests, one.measure)).toEqual(one);
    }
  });

  it('pairs only replications that every deployment has finished', () => {
    const interrupted = { ...https, observations: https.observations.slice(0, 5).reverse() };
    const short = compareDeployments([tcp, interrupted], CONTEXT);
    const five = (one: Simulated) => ({ ...one, observations: one.observations.slice(0, 5) });
    expect(short.replications).toBe(5);
    expect(short).toEqual(compareDeployments([five(tcp), five(https)], CONTEXT));
  });

  it('needs two deployments and two replications', () => {
    expect(() => compareDeployments([tcp], CONTEXT)).toThrow(RangeError);
    const one = (each: Simulated) => ({ ...each, observations: each.observations.slice(0, 1) });
    expect(() => compareDeployments([one(tcp), one(https)], CONTEXT)).toThrow(/two replications/);
  });

  // Seeds 5 against 1005..1012: the same two deployments without common random numbers.
  it('has far narrower intervals than independent streams give', () => {
    const independent = simulated('https', ['connectionPoints.channel.protocol=https'], (i) => 1005 + i);
    const [paired, unpaired] = [https, independent].map((other) =>
      figure(compareDeployments([tcp, other], CONTEXT).differences, 'https', 'policy', 'mean'),
    );
    const width = ({ difference: { low, high } }: DifferenceSummary) => high! - low!;
    expect(width(unpaired!) / width(paired!)).toBeGreaterThan(2);
    expect(paired!.varianceRatio!).toBeGreaterThan(5);
    expect(paired!.independentReplications!).toBe(Math.ceil(8 * paired!.varianceRatio!));
    // Without common random numbers pairing gains nothing: the ratio scatters around 1.
    expect(unpaired!.varianceRatio!).toBeLessThan(3);
  });
});
