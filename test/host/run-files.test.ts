import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/gateway/simulation/observation.js';
import { prepareResults } from '../../src/host/files.js';
import { writeResults } from '../../src/host/run-files.js';
import { requestsText, summaryText } from '../../src/study/results/run-tables.js';
import { timingOf } from '../../src/study/run/timing.js';
import { type RunContext, summarise } from '../../src/study/summary/summarise.js';
import { summarySchema } from '../../src/study/summary/summary.js';
import { folderForEach } from '../folder.js';
import { CONTEXT, observation } from '../report/fixture.js';

const home = folderForEach();
const TIMING = timingOf(1000, { wallSeconds: 2, peakMemoryBytes: 3e6 });

const replications = (count: number): Observation[] =>
  Array.from({ length: count }, (_, replication) =>
    observation({
      replication,
      durationSeconds: 3600,
      downloads: 500,
      failed: { timeout: 4, 'no-channel': 2 },
    }),
  );

async function written(
  observations: Observation[],
  context: RunContext = CONTEXT,
): Promise<Record<string, string>> {
  const directory = await prepareResults(home.path(), 'fabrikam');
  await writeResults(directory, summarise(observations, context), observations, TIMING);
  return Object.fromEntries(
    readdirSync(directory).map((name) => [name, readFileSync(join(directory, name), 'utf8')]),
  );
}

type Cells = Record<string, string>;
function parsed(csv: string): Cells[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])));
}

describe('result files', () => {
  it('are the summary, the tables of the design, the bill, and three that split them further', async () => {
    const files = await written(replications(1));
    expect(Object.keys(files).sort()).toEqual([
      'costs.csv',
      'failures.csv',
      'latency.csv',
      'requests.csv',
      'resources.csv',
      'stages.csv',
      'summary.json',
      'throughput.csv',
      'timeseries.csv',
      'timing.json',
    ]);
    expect(JSON.parse(files['timing.json']!)).toEqual({ ...TIMING, eventsPerSecond: 500 });
    expect(summarySchema.parse(JSON.parse(files['summary.json']!))).toEqual(
      summarise(replications(1), CONTEXT),
    );
  });

  it('have the clock time of the site beside every offset, and say whose it is', async () => {
    const zone = { name: 'America/St_Johns', offsetSeconds: -12_600 };
    const clock = {
      date: '2026-01-12',
      site: zone,
      populations: [{ population: 'a', ...zone }],
      laterSeconds: 0,
      beginsSeconds: 0,
    };
    const [one] = replications(1) as [Observation];
    const files = await written([{ ...one, startSeconds: 3_600 }], { ...CONTEXT, clock });
    const utc = await written([{ ...one, startSeconds: 3_600 }]);
    for (const [name, rows] of ['timeseries.csv', 'throughput.csv'].map(
      (file) => [file, parsed(files[file]!)] as const,
    )) {
      expect(rows[0], name).toMatchObject({ start_seconds: '0', clock: 'Sun 21:30' });
      expect(parsed(utc[name]!)[0], name).toMatchObject({ start_seconds: '0', clock: 'Mon 01:00' });
      expect(rows.every((row) => /^Sun \d\d:\d\d$/.test(row.clock!))).toBe(true);
    }
    const stated = { timeZone: 'America/St_Johns', offsetSeconds: -12_600 };
    expect(summarySchema.parse(JSON.parse(files['summary.json']!)).clock).toEqual({
      date: '2026-01-12',
      site: stated,
      populations: { a: stated },
    });
  });

  it('have the bill with a row an item, which adds up to what the summary says', async () => {
    const files = await written(replications(5));
    const { cost } = summarise(replications(5), CONTEXT);
    const rows = parsed(files['costs.csv']!);
    expect(rows.map(({ item, part }) => [item, part])).toEqual(
      cost.items.map(({ what, part }) => [what, part]),
    );
    expect(rows.reduce((sum, { month_amount }) => sum + Number(month_amount), 0)).toBeCloseTo(
      cost.totalPerMonth.value!,
      8,
    );
    for (const { month_units, unit_price, month_amount, currency } of rows) {
      expect(Number(month_units) * Number(unit_price)).toBeCloseTo(Number(month_amount), 8);
      expect(currency).toBe('USD');
    }
  });

  it('have a row an observation and say the units in the names of the columns', async () => {
    const [one] = replications(1) as [Observation];
    const files = await written([one]);
    const requests = parsed(files['requests.csv']!);
    expect(requests.map((row) => row.request_class)).toEqual([
      ...Object.keys(one.requests),
      'content-download',
    ]);
    const policy = one.requests.policy!;
    expect(requests[0]).toMatchObject({
      TotalRequests: String(policy.offered),
      FailedRequests: '6',
      MaxConcurrentRequests: String(policy.maxConcurrent),
      TotalRequestBytes: String(policy.requestBytes),
      TotalResponseBytes: String(policy.replyBytes),
      latency_mean_seconds: String(policy.latency.mean),
      latency_p95_seconds: String(policy.latency.p95),
    });
    expect(requests.at(-1)).toMatchObject({
      TotalRequests: '500',
      attempts: '',
      TotalResponseBytes: String(500 * 100e6),
    });
    expect(parsed(files['resources.csv']!)).toHaveLength(Object.keys(one.resources).length);
    expect(parsed(files['timeseries.csv']!)).toHaveLength(60 * Object.keys(one.resources).length);
    expect(parsed(files['throughput.csv']!)).toHaveLength(60);
    expect(parsed(files['failures.csv']!)).toEqual([
      { request_class: 'policy', cause: 'no-channel', FailedRequests: '2', failed_attempts: '6' },
      { request_class: 'policy', cause: 'timeout', FailedRequests: '4', failed_attempts: '12' },
    ]);
    const stages = parsed(files['stages.csv']!).filter((row) => row.request_class === 'policy');
    const sum = stages.reduce((total, row) => total + Number(row.mean_seconds), 0);
    expect(sum).toBeCloseTo(policy.latency.mean!, 12);
  });

  it('leave a cell empty where there is no value', async () => {
    const token = parsed((await written(replications(1)))['requests.csv']!).find(
      (row) => row.request_class === 'token',
    );
    expect(token).toMatchObject({ latency_p99_seconds: '', latency_mean_seconds_low: '' });
    expect(Number(token!.latency_mean_seconds)).toBeGreaterThan(0);
  });

  it('average over replications, with intervals', async () => {
    const all = replications(3);
    const files = await written(all);
    const [row] = parsed(files['timeseries.csv']!);
    const at = all.map((one) => one.intervals.resources[row!.resource!]!.utilisation[0]!);
    expect(Number(row!.utilisation_share)).toBeCloseTo((at[0]! + at[1]! + at[2]!) / 3, 12);
    expect(Number(row!.utilisation_share_low)).toBeLessThan(Math.min(...at));
    const median = parsed(files['latency.csv']!).find(
      (each) => each.request_class === 'policy' && each.percentile === '50',
    );
    const curve = all.map((one) => one.requests.policy!.curve.find(([percent]) => percent === 50)![1]);
    expect(Number(median!.latency_seconds)).toBeCloseTo((curve[0]! + curve[1]! + curve[2]!) / 3, 12);
  });

  it('give the same bytes for any order of replications', async () => {
    const [first, second, third] = replications(3) as [Observation, Observation, Observation];
    expect(await written([third, first, second])).toEqual(await written([first, second, third]));
  });

  it('replace older ones and leave nothing half-written', async () => {
    const directory = await prepareResults(home.path(), 'fabrikam');
    writeFileSync(join(directory, 'summary.json'), 'old');
    mkdirSync(join(directory, 'latency.csv'));
    const one = observation({ durationSeconds: 600 });
    await expect(writeResults(directory, summarise([one], CONTEXT), [one], TIMING)).rejects.toThrow(
      /EISDIR|EPERM|ENOTEMPTY/,
    );
    expect(readFileSync(join(directory, 'summary.json'), 'utf8')).toBe('old');
    expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('are refused before anything is simulated when the directory cannot be made', async () => {
    home.write('file', '');
    await expect(prepareResults(home.path('file'), 'fabrikam')).rejects.toThrow(/ENOTDIR|EEXIST/);
  });

  it('are also the texts that go to standard output', async () => {
    const files = await written(replications(2));
    const summary = summarise(replications(2), CONTEXT);
    expect(files['summary.json']).toBe(summaryText(summary));
    expect(files['requests.csv']).toBe(requestsText(summary));
  });
});
