import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { compareReport } from '../../src/report/compare.js';
import { unpainted } from '../../src/report/paint.js';
import { compareDeployments, type Simulated } from '../../src/study/compare/differences.js';
import { observation, type Scene } from './fixture.js';

const loaded = loadModel('name: fabrikam\ngateway: {}\nclients: [{count: 1}]\n', 'fabrikam.yaml');
if ('problems' in loaded) throw new Error('the smallest model has problems');
const model = loaded.value;
const simulated = (name: string, scene: Scene): Simulated => ({
  deployment: {
    name,
    model,
    sha256: 'a3'.repeat(32),
    overrides: [],
    statesWarmup: true,
    statesStart: true,
    source: { file: '', text: '' },
  },
  observations: [0, 1, 2, 3, 4].map((replication) => observation({ ...scene, replication })),
});
const report = (scene: Scene, name = 'three-instances'): string =>
  compareReport(
    compareDeployments([simulated('two-instances', {}), simulated(name, scene)], {
      cmgsim: '0.1.0',
      name: 'fabrikam',
      question: 'Is a third instance worth its price?',
      seed: 1,
      replicationsPlanned: 5,
      warmupMethod: 'stated' as const,
    }),
    { paint: unpainted },
  );

describe('the report of a comparison', () => {
  it('opens with the question and the deployments', () => {
    const [title, run, , heading] = report({}).split('\n');
    expect(title).toBe('fabrikam: Is a third instance worth its price?');
    expect(run).toBe('8 h measured after 30 min of warm-up (stated) · 5 replications of each · seed 1');
    expect(heading).toMatch(/^Deployments ─+ the first is the base$/);
  });

  it('says when in the week it measured, and by whose peak', () => {
    expect(report({})).toMatch(/\n {2}measured: .+ UTC, (the busiest|[\d.]+ % of the week's peak)/);
  });

  it('says in words which figures are better and which are worse', () => {
    const text = report({ slowness: 1.5 });
    expect(text).toMatch(/policy +mean +182 ±\d+ ms +273 ±\d+ ms +\+91\.0 ±\d\.\d+ ms +\+50\.0 % +worse\n/);
    expect(text).toMatch(/\n {2}No difference shown: policy failed/);
    expect(report({ slowness: 0.5 })).toMatch(/policy +mean .* -91\.\d ±.* better/);
  });

  it('gives the share its own half-width', () => {
    expect(report({ cpu: 0.5, clients: 12_500 })).toMatch(/ \+\d+\.\d+ ±\d+\.\d+ % {2}(better|worse)/);
  });

  it('says so when nothing differs', () => {
    expect(report({})).toContain('  No difference is shown in any figure.');
  });

  it('explains a deployment that cannot carry the load', () => {
    const lasting = {
      fromMinute: 60,
      toMinute: 479,
      lastGrowth: 479,
      drained: false,
      refused: 0,
      longestQueue: 9,
    };
    const text = report({ saturated: { 'cmg1/vm/1/cpu': [lasting] } });
    expect(text).toMatch(/three-instances +saturated/);
    expect(text).toMatch(/ {2}three-instances: cmg1\/vm\/1\/cpu is saturated from 09:00 on/);
  });

  it('tells percentiles that were never answered from those of too few requests', () => {
    const text = report({ failed: { timeout: 8000 } }).replace(/\s+/g, ' ');
    expect(text).toContain('Never answered on a side, so without a time to compare: policy p95, p99');
    expect(text).toMatch(/Too few requests to compare: [^.]*token/);
  });

  it('says what pairing was worth, and how sure the intervals are', () => {
    const text = report({ slowness: 1.5 }).replaceAll('\n', ' ');
    expect(text).toMatch(
      /Paired over 5 replications with common random numbers; the intervals hold together/,
    );
    expect(text).toMatch(/independent streams would have needed [\d,]+ replications/);
  });

  it('keeps within 100 columns, whatever the names', () => {
    const text = report(
      { slowness: 1.5, failed: { timeout: 300 } },
      'a-deployment-with-a-name-that-is-far-too-long',
    );
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
