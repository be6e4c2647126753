import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/gateway/simulation/observation.js';
import { across, mergedKeys } from '../../../src/study/summary/metric.js';
import { peakUtilisation } from '../../../src/study/summary/peak.js';
import { summarise } from '../../../src/study/summary/summarise.js';
import { summarySchema } from '../../../src/study/summary/summary.js';
import { callCmgsim } from '../../cli/call.js';
import { CONTEXT, observation, type Scene, summary } from '../../report/fixture.js';

const replications = (count: number, scene: Scene = {}): Observation[] =>
  Array.from({ length: count }, (_, replication) => observation({ ...scene, replication }));
const failing: Scene = { failed: { timeout: 120, 'no-channel': 7 }, downloads: 400 };

describe('a summary', () => {
  it('is what its published schema says', () => {
    for (const made of [summary(), summary(failing, 4), summary({ clients: 0, instances: 1 })]) {
      expect(summarySchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(made);
    }
  });

  it('is what the JSON Schema says that cmgsim model schema --of summary prints', async () => {
    const { exitCode, out } = await callCmgsim('model', 'schema', '--of', 'summary');
    expect(exitCode).toBe(0);
    const published = JSON.parse(out);
    expect(published).toMatchObject({ title: 'cmgsim/summary/5', type: 'object' });
    const validate = new Ajv2020().compile(published);
    expect(validate(JSON.parse(JSON.stringify(summary(failing, 4)))) || validate.errors).toBe(true);
    expect(validate({ ...summary(), verdict: { state: 'fine' } })).toBe(false);
  });

  it('refuses a field that the schema does not know', () => {
    expect(summarySchema.safeParse({ ...summary(), surprise: 1 }).success).toBe(false);
  });

  it('does not depend on the order in which replications finished', () => {
    const inOrder = JSON.stringify(summarise(replications(5, failing), CONTEXT));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const all = replications(5, failing);
        return (
          JSON.stringify(
            summarise(
              order.map((index) => all[index]!),
              CONTEXT,
            ),
          ) === inOrder
        );
      }),
      { numRuns: 20 },
    );
  });

  it('conserves requests: offered = completed + failed + in flight, totals over all replications', () => {
    const made = summary(failing, 4);
    for (const [name, one] of Object.entries(made.requests)) {
      const failed = Object.values(one.failed).reduce((sum, each) => sum + each, 0);
      expect(one.offered, name).toBe(one.completed + failed + one.inFlight);
    }
    expect(made.requests.policy!.failed).toEqual({ 'no-channel': 28, timeout: 480 });
    expect(made.requests.policy!.offered).toBe(
      replications(4, failing).reduce((sum, one) => sum + one.requests.policy!.offered, 0),
    );
    expect(made.content.downloads).toBe(4 * 400);
  });

  it('gives the mean over replications and its 95 % Student-t interval', () => {
    const rates = [1, 2, 3, 4, 5].map((rate, replication) => ({
      ...observation({ replication }),
      events: rate,
    }));
    const metric = across(rates, (one) => one.events, 'none');
    expect(metric.value).toBe(3);
    // Student's t of four degrees of freedom times the standard error, sqrt(2.5 / 5).
    expect(metric.high! - metric.value!).toBeCloseTo(2.776445 * Math.sqrt(0.5), 5);
    expect(metric.value! - metric.low!).toBeCloseTo(2.776445 * Math.sqrt(0.5), 5);
  });

  it('has no interval with fewer than five replications, nor where it would lie below 0', () => {
    const metric = (...values: number[]) =>
      across(
        values.map((events, replication) => ({ ...observation({ replication }), events })),
        (one) => one.events,
        'none',
      );
    expect(metric(1, 2, 3, 4)).toEqual({ value: 2.5, low: null, high: null });
    expect(metric(0, 0, 0, 0, 100)).toEqual({ value: 20, low: null, high: null });
    expect(metric(9, 9, 9, 9, 9)).toEqual({ value: 9, low: 9, high: 9 });
  });

  it('has no interval with one replication', () => {
    const { mean } = summary().requests.policy!.latencySeconds;
    expect(mean).toEqual({ value: observation().requests.policy!.latency.mean, low: null, high: null });
  });

  it('says why a percentile that the data cannot carry is null', () => {
    const { p99, p999, mean } = summary({}, 3).requests.token!.latencySeconds;
    expect(mean.value).toBeGreaterThan(0);
    expect(p99).toEqual({
      value: null,
      low: null,
      high: null,
      reason: 'p99 needs 368 observations in each replication',
    });
    expect(p999.reason).toContain('3,688');
  });

  it('is null, with the replication named, when one of several lacks a figure', () => {
    const [first, second] = replications(2) as [Observation, Observation];
    const { policy: _, ...rest } = second.requests;
    const made = summarise([first, { ...second, requests: rest }], CONTEXT);
    expect(made.requests.policy!.latencySeconds.mean.reason).toBe(
      'no request ended (in 1 of 2 replications)',
    );
    expect(made.requests.policy!.completed).toBe(first.requests.policy!.completed);
    expect(made.requests.policy!.throughputPerSecond.value).toBeCloseTo(
      first.requests.policy!.completed / 28_800 / 2,
      12,
    );
    expect(Object.keys(made.requests)).toEqual(Object.keys(first.requests));
  });

  it('has stage means that add up to the mean of the whole', () => {
    const made = summary({}, 5);
    for (const { stages, latencySeconds } of Object.values(made.requests)) {
      const sum = Object.values(stages).reduce((total, stage) => total + stage.meanSeconds.value!, 0);
      const shares = Object.values(stages).reduce((total, stage) => total + stage.meanShare.value!, 0);
      expect(shares).toBeCloseTo(1, 9);
      expect(Math.abs(sum / latencySeconds.mean.value! - 1)).toBeLessThan(1e-9);
    }
  });

  it('counts a stage that a replication never entered as no time there', () => {
    const [first, second] = replications(2) as [Observation, Observation];
    const { resolve: _, ...stages } = second.requests.policy!.stages;
    const made = summarise(
      [
        first,
        { ...second, requests: { ...second.requests, policy: { ...second.requests.policy!, stages } } },
      ],
      CONTEXT,
    );
    expect(made.requests.policy!.stages.resolve!.meanSeconds.value).toBeCloseTo(
      first.requests.policy!.stages.resolve!.mean / 2,
      12,
    );
    expect(made.requests.policy!.stages.resolve!.p95Seconds.value).toBeNull();
  });

  it('calls a channel up only when it is up in every replication', () => {
    const made = summarise(
      [
        observation({ replication: 0 }),
        observation({
          replication: 1,
          channel: (vm) => (vm === 1 ? { state: 'down', availability: 0.5 } : {}),
        }),
      ],
      CONTEXT,
    );
    expect(made.channels.map(({ vm, state }) => `${vm} ${state}`)).toEqual([
      'cmg1/vm/1 down',
      'cmg1/vm/1 down',
      'cmg1/vm/2 up',
      'cmg1/vm/2 up',
    ]);
    expect(made.channels[0]!.availability.value).toBe(0.75);
  });

  it('spreads throughput over intervals, the last of which may be short', () => {
    const one = observation({ durationSeconds: 90 * 60 - 30 });
    const intervals = {
      ...one.intervals,
      completedRequests: one.intervals.startSeconds.map((start) => (start === 5340 ? 30 : 60)),
    };
    const { requestsPerSecond } = summarise([{ ...one, intervals }], CONTEXT).throughput;
    expect(requestsPerSecond.p5.value).toBe(1);
    expect(requestsPerSecond.p95.value).toBe(1);
    expect(requestsPerSecond.mean.value).toBe(1);
    expect(summary({ durationSeconds: 3600 }).throughput.requestsPerSecond.p95.reason).toContain(
      '72 intervals',
    );
  });

  it('bills the expected month, without an interval, and says beside it what was measured', () => {
    const { cost, durationSeconds } = summary({}, 5);
    const item = (kind: string) => cost.items.find(({ what }) => what === kind)!;
    expect(item('vm-hours')).toMatchObject({
      amount: { value: expect.closeTo(198.56, 8), low: null, high: null },
      measured: { value: expect.closeTo((2 * durationSeconds) / 3600, 8) },
      unit: 'h',
      unitPrice: expect.closeTo(0.136, 10),
    });
    const { amount, quantity, unitPrice, measured } = item('relayed-egress');
    expect(quantity.value).toBeCloseTo(600, 8);
    expect(quantity.value! * unitPrice!).toBeCloseTo(amount.value!, 8);
    expect(measured.high! - measured.low!).toBeGreaterThan(0);
    const sum = cost.items.reduce((total, one) => total + one.amount.value!, 0);
    expect(sum).toBeCloseTo(cost.totalPerMonth.value!, 8);
    expect(cost).toMatchObject({ currency: 'USD', pricesOf: '2026-05', region: 'eastus', discount: 0 });
    expect(summary({ clients: 0 }).cost.perClient).toMatchObject({ value: null, reason: 'no clients' });
  });

  it('needs a replication', () => {
    expect(() => summarise([], CONTEXT)).toThrow(RangeError);
  });
});

describe('merged keys', () => {
  it('keep the order of each record and put new keys where they belong', () => {
    expect(mergedKeys([{ a: 1, c: 1 }, { a: 1, b: 1, c: 1 }, { d: 1 }])).toEqual(['d', 'a', 'b', 'c']);
  });

  it('keep the order of subsets of one list, whatever the subsets', () => {
    const list = ['policy', 'notification', 'state', 'location', 'token'];
    fc.assert(
      fc.property(fc.array(fc.subarray(list), { minLength: 1 }), (subsets) => {
        const records = [list, ...subsets].map((keys) => Object.fromEntries(keys.map((key) => [key, 1])));
        expect(mergedKeys(records)).toEqual(list);
      }),
    );
  });
});

describe('the busiest hour', () => {
  const intervals = (utilisation: readonly (number | null)[]) => ({
    ...observation().intervals,
    resources: { cpu: { utilisation, meanQueue: [] } },
  });

  it('is the largest mean over an hour of intervals', () => {
    const day = Array.from({ length: 24 * 6 }, (_, index) => (index >= 60 && index < 66 ? 0.9 : 0.3));
    expect(peakUtilisation(intervals(day), 'cpu', 600)).toBeCloseTo(0.9, 12);
    expect(
      peakUtilisation(intervals(day.map((value, index) => (index === 62 ? 0.3 : value))), 'cpu', 600),
    ).toBeCloseTo(0.8, 12);
  });

  it('is the whole run when that is shorter, and skips hours that were not observed', () => {
    expect(peakUtilisation(intervals([0.2, 0.4]), 'cpu', 600)).toBeCloseTo(0.3, 12);
    expect(peakUtilisation(intervals([null, 0.4, 0.2]), 'cpu', 1800)).toBeCloseTo(0.3, 12);
    expect(peakUtilisation(intervals([null, 0.4]), 'cpu', 1800)).toBeNull();
    expect(peakUtilisation(intervals([]), 'cpu', 1800)).toBeNull();
  });
});
