import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { painter } from '../../src/cli/painter.js';
import { unpainted } from '../../src/report/paint.js';
import { runReport } from '../../src/report/run.js';
import { PAGE_WIDTH } from '../../src/report/table.js';
import { timingOf } from '../../src/study/run/timing.js';
import type { RunContext } from '../../src/study/summary/summarise.js';
import type { Summary } from '../../src/study/summary/summary.js';
import { type Scene, summary } from './fixture.js';

const TIMING = timingOf(1e6, { wallSeconds: 8.4, peakMemoryBytes: 92e6 });
const report = (made: Summary): string => runReport(made, TIMING, { paint: unpainted });
const lineWith = (text: string, part: string): string =>
  text.split('\n').find((line) => line.includes(part)) ?? '';

const impossible: NonNullable<Scene['channel']> = (vm) =>
  vm === 2
    ? {
        state: 'impossible',
        protocol: null,
        port: null,
        availability: 0,
        reason: 'the proxy refuses CONNECT to port 10125',
      }
    : {};

/** Scenes that between them use every section, with numbers as wide as they get. */
const SCENES: Readonly<Record<string, readonly [Scene, number, Partial<RunContext>?]>> = {
  plain: [{}, 1],
  replicated: [{}, 5],
  'a million clients on many gateways': [
    {
      clients: 1_000_000,
      gateways: 8,
      instances: 16,
      connectionPoints: 32,
      durationSeconds: 86_400,
      slowness: 900,
    },
    3,
  ],
  'saturated with content, failures and a missed objective': [
    {
      cpu: 1.2,
      slowness: 80,
      downloads: 50_000_000,
      instances: 4,
      failed: {
        'a-cause-with-a-rather-long-name-that-goes-on-and-on-and-on-until-it-is-cut': 12_345,
        timeout: 3,
      },
      portsRefused: 5,
    },
    2,
    { objective: { all: { mean: 1, failed: 0.001 }, policy: { p95: 2 } }, replicationsPlanned: 20 },
  ],
  disconnected: [{ channel: impossible, failed: { 'no-channel': 47_000 } }, 1],
  'overridden, with names longer than a line': [
    { vmSize: 'B2s' },
    1,
    {
      model: {
        name: 'n'.repeat(140),
        sha256: '',
        overrides: [`clients.${'x'.repeat(120)}=1`, 'gateway.instances=2'],
      },
    },
  ],
  'nothing at all': [{ clients: 0, cpu: 0, durationSeconds: 60 }, 1],
};

describe('the report of a run', () => {
  it.each(Object.entries(SCENES))('fits %s into 100 columns', (_, [scene, replications, context]) => {
    const made = summary(scene, replications, context);
    for (const text of [
      report(made),
      stripVTControlCharacters(runReport(made, TIMING, { paint: painter(true) })),
    ]) {
      expect(text.split('\n').filter((line) => [...line].length > PAGE_WIDTH)).toEqual([]);
    }
  });

  it('says the same with colour and without, and no escape code without', () => {
    for (const [scene, replications, context] of Object.values(SCENES)) {
      const made = summary(scene, replications, context);
      const coloured = runReport(made, TIMING, { paint: painter(true) });
      const squeezed = (text: string) => text.replace(/ +$/gm, '');
      expect(coloured).not.toBe(report(made));
      expect(squeezed(stripVTControlCharacters(coloured))).toBe(squeezed(report(made)));
      expect(stripVTControlCharacters(report(made))).toBe(report(made));
    }
  });

  it('opens with what was simulated and the verdict', () => {
    const lines = report(summary({ clients: 6000 })).split('\n');
    expect(lines[0]).toBe('fabrikam: 2 × A2_v2, 2 connection points, 6,000 clients');
    expect(lines[1]).toBe('8 h measured after 30 min of warm-up (stated) · 1 replication · seed 1');
    expect(lines[3]).toMatch(/^HOLDS {9}It carries this load\.$/);
    expect(lines[4]).toMatch(/^Bottleneck {4}cmg1\/vm\/2\/cpu: 23\.8 % used in its busiest hour$/);
  });

  it('gives shares of the mean their half-widths over several replications, and none over one', () => {
    const [one, five] = [1, 5].map((replications) =>
      lineWith(report(summary({}, replications)).split('Where the time goes')[1]!, 'policy'),
    );
    expect(one).toMatch(/█ connect 31% {2}▓ management-point 19% {2}▒ channel-up 16%/);
    expect(five).toMatch(/█ connect 31(±\d+)?% {2}▓ management-point 19(±\d+)?%/);
    const made = summary({}, 5);
    const { connect } = made.requests.policy!.stages;
    const wide = { ...connect!, meanShare: { value: 0.31, low: 0.285, high: 0.335 } };
    made.requests.policy!.stages.connect = wide;
    const text = lineWith(report(made).split('Where the time goes')[1]!, 'policy');
    expect(text).toContain('█ connect 31±3%');
    expect(text).not.toMatch(/rest \d/);
  });

  it.each([
    ['mser-5', '30 min of warm-up (found by MSER-5) ·'],
    ['fallback', '30 min of warm-up (MSER-5 finds no steady state) ·'],
    [undefined, '30 min of warm-up ·'],
  ] as const)('says where a warm-up comes from: %s', (warmupMethod, words) => {
    expect(report(summary({}, 1, { warmupMethod })).split('\n')[1]).toContain(words);
  });

  const lasting = {
    fromMinute: 60,
    toMinute: 479,
    lastGrowth: 479,
    drained: false,
    refused: 0,
    longestQueue: 1200,
  };
  const outage = {
    gateway: 'cmg1',
    vm: 'cmg1/vm/2',
    fromSeconds: 3600,
    toSeconds: 8 * 3600,
    lasts: true,
    reason: 'closed',
  };
  it.each([
    ['HOLDS         It carries this load.', {}],
    ['NOT SUPPORTED It carries this load, but over a documented limit.', { clients: 14_000 }],
    ['SATURATED     It cannot keep up with this load.', { saturated: { 'cmg1/vm/1/cpu': [lasting] } }],
    ['FAILS         Too many requests are never answered.', { failed: { timeout: 4000 } }],
    [
      'DISCONNECTED  An instance has no channel to the site: what clients send it fails.',
      { outages: [outage] },
    ],
  ])('says in its first words: %s', (first, scene) => {
    const lines = report(summary({ clients: 6000, ...scene })).split('\n');
    expect(lines[3]).toBe(first);
  });

  it('says of a deployment that holds whether its objective is missed or cannot be shown', () => {
    const first = (objective: RunContext['objective']) =>
      report(summary({ clients: 6000 }, 10, { objective })).split('\n')[3];
    expect(first({ policy: { p95: 0.1 } })).toBe('HOLDS, OBJECTIVE MISSED');
    expect(first({ token: { failed: 0.001 } })).toBe('HOLDS, OBJECTIVE NOT SHOWN');
  });

  it('gives headroom as two numbers, the smaller first, and none where it cannot connect', () => {
    const lines = report(summary({ clients: 6000 })).split('\n');
    expect(lines[5]).toMatch(/^Headroom {6}1\d\d % more load until it is no longer supported$/);
    expect(lines[6]).toMatch(/^ {14}3\d\d % more load until it is full$/);
    const over = report(summary({ clients: 14_000 }));
    expect(over).toMatch(/\nHeadroom {6}none: it is at a documented limit, or over one\n/);
    const cut = report(summary({ clients: 6000, outages: [outage] }));
    expect(cut).not.toMatch(/Headroom|Bottleneck/);
    expect(cut).toMatch(/\nBecause {7}cmg1\/vm\/2 has had no channel .* since 09:00/);
  });

  it('writes "never" for a percentile of which a share was never answered, with the reason below', () => {
    const text = report(summary({ clients: 6000, failed: { timeout: 1000 } }));
    expect(lineWith(text, '  policy  ')).toMatch(/2\.\d+ % .* never¹ +never¹$/);
    expect(text).toContain('¹ never: fewer of the requests that ended were answered at all');
  });

  it('gives every class its percentiles, with intervals when there are several replications', () => {
    expect(lineWith(report(summary()), '  policy  ')).toMatch(
      /policy +96,746 +0 % +180 ms +161 ms +311 ms +393 ms +621 ms +1\.15 s$/,
    );
    expect(lineWith(report(summary({}, 5)), '  policy  ')).toMatch(
      /182 ±2 ms +160 ±3 ms +387 ±10 ms +621 ±16 ms$/,
    );
  });

  it('prints a dash for what has no value, with the reason below', () => {
    const text = report(summary());
    expect(text).toMatch(/token .* -¹ +-¹$/m);
    expect(text).toContain(
      '\n  ¹ too few observations for a percentile; needed are p50 6, p90 36, p95 72, p99 368, p99.9 3,688 in\n    each replication\n',
    );
  });

  it('explains no dash whose column there was no room for', () => {
    expect(report(summary({ clients: 36_000 }, 5))).not.toMatch(/p99\.9|too few/);
  });

  it('draws the longest stages of each class as a bar', () => {
    const line = lineWith(report(summary()), 'connect 31%');
    expect(line).toMatch(
      /^ {2}policy {14}█{5}▓{3}▒{3}░{5} {2}█ connect 31% {2}▓ management-point 19% {2}▒ channel-up 16%$/,
    );
  });

  it('shows utilisation and clients of each instance, and marks those over the limit', () => {
    const text = report(summary());
    expect(lineWith(text, '  cmg1/vm/1 ')).toMatch(/A2_v2 {2}█+[▏▎▍▌▋▊▉]?·+ {2}23\.8 % .* 6,082 of 6,000!/);
    expect(lineWith(text, '  cmg1/vm/2 ')).not.toContain('!');
  });

  it('shows the clients that are assigned to each site system, and marks those over the limit', () => {
    const line = (clients: number) => report(summary({ clients, instances: 16 })).match(/^ {2}mp1 .*$/m)![0];
    expect(line(12_000)).toMatch(/ 12,000 of 25,000 +1,000,000$/);
    expect(line(60_000)).toMatch(/ 60,000 of 25,000! +1,000,000$/);
  });

  it('shows the busiest of many instances', () => {
    const text = report(summary({ gateways: 2, instances: 16 }));
    expect(lineWith(text, 'Instances ')).toMatch(/16 of 32$/);
    expect(text.match(/^ {2}cmg\d\/vm\/\d+ /gm)).toHaveLength(16);
  });

  it('shows what fills up first, next and after that: the busiest of each kind', () => {
    const text = report(summary({ clients: 6000 }));
    const section = text.slice(text.indexOf('Busiest of each kind')).split('\n').slice(2, 7);
    expect(section.map((line) => line.trim().split(/ {2,}/).slice(0, 2))).toEqual([
      ['vm-cpu', 'cmg1/vm/2/cpu of 2'],
      ['management-point', 'mp1'],
      ['cp-ports', 'cp2/ports of 2'],
      ['cp-cpu', 'cp2/cpu of 2'],
      ['vm-nic', 'cmg1/vm/2/nic of 2'],
    ]);
  });

  it('has one sentence for channels that are sound, and a table with the reason where one is not', () => {
    expect(report(summary())).toContain('  All 4 are up 100 % of the time: HTTPS on ports 10124 to 10125.\n');
    expect(report(summary({ instances: 1, connectionPoints: 1 }))).toContain(
      '  The only one is up 100 % of the time: HTTPS on port 443.\n',
    );
    const text = report(summary({ channel: impossible }));
    expect(text).toMatch(
      /vm\/2 {2}cp1 cp2 {12}none {10}- {2}impossible +0 % +0\n {2}the proxy refuses CONNECT to port 10125\n/,
    );
    const mended = (_vm: number, point: number) => (point === 1 ? { availability: 0.9996, rebuilds: 2 } : {});
    expect(report(summary({ channel: mended }))).toMatch(/vm\/1 {2}cp1 .* up {5}99\.96 % +2\n/);
  });

  it('lists failures by cause, the worst first', () => {
    const text = report(summary({ failed: { 'no-channel': 33, timeout: 1200 } }));
    const section = text.slice(text.indexOf('Failures'));
    expect(section.split('\n')[2]).toMatch(/timeout +1,200 +3,600 {2}policy 3,600/);
    expect(section.split('\n')[3]).toMatch(/no-channel +33 +99 {2}policy 99/);
    expect(report(summary())).not.toContain('Failures');
  });

  it('shows downloads, the objective and the cost', () => {
    const text = report(
      summary({ downloads: 50_000, within: { policy: { 2: 0.998 } } }, 10, {
        objective: { policy: { p95: 2, failed: 0.001 } },
      }),
    );
    expect(text).toContain(
      '500,000 downloads, 500,000 completed, 0 failed, 0 in progress, 50.0 TB in all at 1.39 Gbps,',
    );
    expect(text).toMatch(/policy +p95 +<= 2 s +\d+ ±\d+ ms +99\.\d+ ±\d\.\d+ % +met\n/);
    expect(text).toMatch(/policy +failed +<= 0\.1 % +0 % +met\n/);
    expect(text).toMatch(/\n {2}[\d,]+\.\d\d USD in all \(\d+\.\d\d for each 1,000 of 12,000 clients\)\n/);
    expect(text).toMatch(/\nCost ─+ USD a month, list prices of 2026-05 for eastus\n/);
    expect(text).toMatch(/\n {2}item +of +quantity +unit +unit price +amount\n/);
    expect(text).toMatch(/\n {2}VM hours +A2_v2 +1,460 +h +0\.136 +198\.56\n/);
    expect(text).toMatch(/\n {2}storage egress +cmg +5,000 +GB +0\.08\d+ +\d+\.\d\d\n/);
    expect(text).toMatch(/\n {2}relayed ingress +cmg +600 +GB +free +0\.00\n/);
  });

  it('says that it was interrupted, and what was overridden', () => {
    const text = report(
      summary({}, 2, {
        replicationsPlanned: 5,
        model: { name: 'm', sha256: '', overrides: ['gateway.instances=2'] },
      }),
    );
    expect(text).toContain('\nwith gateway.instances=2\n');
    expect(text).toContain('\ninterrupted: 3 planned replications not finished\n');
  });
});
