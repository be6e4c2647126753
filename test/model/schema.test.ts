import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { modelSchema } from '../../src/model/schema.js';
import { defaultOf, notesOf } from '../../src/model/schema-walk.js';
import { leavesOf } from './leaves.js';

/** Durations and sizes that take one value; the guide says why. */
const SINGLE = [
  'clients.activities.period',
  'clients.activities.spread',
  'clients.activities.timeout',
  'clients.hours.from',
  'clients.hours.spread',
  'clients.hours.to',
  'clients.timeout',
  'connectionPoints.channel.maximumWindow',
  'connectionPoints.channel.segment',
  'connectionPoints.maintenance',
  'content.deployments.available',
  'content.deployments.window',
  'events.at',
  'events.within',
  'gateway.outbound.check',
  'gateway.outbound.period',
  'gateway.outbound.threshold',
  'gateway.vm.logsPerHour',
  'loadBalancer.probeInterval',
  'objective.mean',
  'objective.p50',
  'objective.p90',
  'objective.p95',
  'objective.p99',
  'prices.egress.upTo',
  'simulation.duration',
  'simulation.interval',
  'simulation.start',
  'simulation.warmup',
];

const leaves = leavesOf(modelSchema, 'model', false);

describe('the schema of model files', () => {
  it('has fields enough for this test to mean something', () => {
    expect(leaves.length).toBeGreaterThan(200);
  });

  it('says where every default comes from', () => {
    const silent = leaves.filter(({ type, hasOrigin }) => defaultOf(type) !== undefined && !hasOrigin);
    expect(silent.map(({ path }) => path).filter((path) => path !== 'model.objective')).toEqual([]);
  });

  it('gives every default a range that its field can read, with the default inside where both are numbers', () => {
    for (const { path, type } of leaves) {
      const { range } = notesOf(type);
      if (range === undefined) continue;
      const [low, high] = range.map((bound) => type.safeParse(bound));
      expect(low?.success && high?.success, `${path}: ${range}`).toBe(true);
      const [least, middle, most] = [range[0], defaultOf(type), range[1]].map((input) =>
        meanOf(type.parse(input)),
      );
      expect(least, path).toBeLessThanOrEqual(middle!);
      expect(middle, path).toBeLessThanOrEqual(most!);
    }
  });

  it('says what every field means', () => {
    const silent = leaves.filter(
      ({ type, path }) => notesOf(type).description === undefined && !path.endsWith(']'),
    );
    const known = /\.(event|mean|p50|p90|p95|p99)$|authentication/;
    expect(silent.map(({ path }) => path).filter((path) => !known.test(path))).toEqual([]);
  });

  describe('takes a distribution for every duration and size', () => {
    const GUIDE = readFileSync('docs/model-files.md', 'utf8');
    const quantities = leaves.filter(({ type }) =>
      ['duration', 'size'].includes(notesOf(type).quantity ?? ''),
    );
    const single = quantities.map(({ path, type }) => [path, notesOf(type).noDistribution] as const);

    it.each(single)('or says why not, and so does the guide: %s', (path, reason) => {
      expect(reason).toMatch(/^it is |^it says |^requests time out /);
      expect(GUIDE).toMatch(new RegExp(`\\b${path.split('.').at(-1)!.replace('[]', '')}\\b`));
    });

    it('with as few exceptions as there are reasons for', () => {
      // Activities share their three fields, and each kind of event and objective repeats its own.
      const fields = new Set(
        single.map(([path]) =>
          path
            .replace(/activities\.[a-z-]+/, 'activities')
            .replaceAll('[]', '')
            .replace(/^model\.(gateways\b)?/, (_, list) => (list === undefined ? '' : 'gateway')),
        ),
      );
      expect([...fields].sort()).toEqual(SINGLE);
    });
  });
});

/** The number of a field, or the mean (or the constant) of its distribution. */
function meanOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const { value: constant, mean } = value as { value?: number; mean?: number };
  return constant ?? mean ?? Number.NaN;
}
