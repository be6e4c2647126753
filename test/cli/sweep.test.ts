import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { folderForEach } from '../folder.js';
import { callCmgsim, callInterrupted } from './call.js';

const EXPERIMENT = `name: map
question: What holds?
model: lab
set: {gateway.vmSize: A2_v2}
duration: 5min
warmup: 1min
sweep:
  factors:
    gateway.instances: [1, 2, 17]
    clients.lab.count: {from: 10, to: 30, step: 20}
`;

const home = folderForEach({ 'map.yaml': EXPERIMENT });

const sweep = (...words: string[]) =>
  callCmgsim('sweep', home.path('map.yaml'), '--out', home.path('results'), ...words);
const written = (name: string): string => home.read('results', 'map', name);

describe('cmgsim sweep', () => {
  it('simulates the grid, draws a map, and gives an impossible point its reason', async () => {
    const { exitCode, out } = await sweep();
    expect(exitCode).toBe(EXIT.done);
    expect(out).toMatch(/\n +10 +30\n +1 +[\d,]+ \w +[\d,]+ \w\n +2 +[\d,]+ \w +[\d,]+ \w\n +17 +x +x\n/);
    expect(out).toContain('x: gateway.instances: 17 is too large; write a whole number from 1 to 16');
    const [header, ...rows] = written('sweep.csv').trim().split('\n');
    expect(header).toMatch(
      /^point,gateway\.instances,clients\.lab\.count,state,bottleneck,bottleneck_kind,headroom_share/,
    );
    expect(rows.filter((row) => row.startsWith('4,17,10,impossible'))).toHaveLength(1);
    expect(rows.filter((row) => /^1,1,30,holds,.*,policy,mean,seconds,\d/.test(row))).toHaveLength(1);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('says when it measured, and which points have a busier time of their own', async () => {
    home.write(
      'map.yaml',
      EXPERIMENT.replace(/factors:.*/s, 'factors:\n    clients.lab.hours.from: [8h, 9h, 10h]\n').replace(
        'set: {',
        'set: {clients.lab.startup: [policy], clients.lab.hours.to: 17h, simulation.start: 8h, ',
      ),
    );
    const { out } = await sweep();
    expect(out).toContain('measured: Mon 08:01 to 08:06 UTC');
    expect(out).toContain('2 of 3 points have a busier time of their own: measured was 0 % of it or more');
    const { points } = JSON.parse(written('sweep.json'));
    expect(points.map((one: never) => (one as { summary: object }).summary)).toMatchObject([
      { startSeconds: 28_860, window: { outside: [] } },
      { startSeconds: 28_860, window: { shareOfPeak: 0, busiest: false } },
      { startSeconds: 28_860, clock: { site: { offsetSeconds: 0 } } },
    ]);
  });

  it('keeps finished points when it is interrupted, and resumes to the same bytes', async () => {
    const words = ['--format', 'csv', '--replications', '2'];
    const call = ['sweep', home.path('map.yaml'), '--out', home.path('results'), ...words];
    const interrupted = await callInterrupted(5, ...call);
    expect(interrupted.exitCode).toBe(EXIT.interrupted);
    expect(interrupted.err).toContain(
      'interrupted: 4 of 6 points were finished; --resume goes on from there\n',
    );
    expect(readdirSync(home.path('results', 'map', 'points'))).toHaveLength(2);
    const resumed = await sweep(...words, '--resume');
    expect(resumed.err).toMatch(/\n2 of 6 points are kept from before\n/);
    expect([resumed.exitCode, resumed.out]).toEqual([EXIT.done, written('sweep.csv')]);
    expect(readdirSync(home.path('results', 'map', 'points'))).toHaveLength(4);
    expect((await sweep(...words)).out).toBe(resumed.out);
  });

  it('gives cells an interval from several replications', async () => {
    const { out } = await sweep('--replications', '5', '--quiet');
    expect(out).toMatch(/\n +1 +[\d,]+±[\d,]+ \w +[\d,]+±[\d,]+ \w\n/);
    expect(out).toMatch(/\(±\s+its\s+95\s+%\s+interval\)/);
  });

  it('takes nothing over from points of another study', async () => {
    await sweep();
    const other = await sweep('--seed', '2', '--resume');
    expect(other.err).toMatch(/\n0 of 6 points are kept/);
  });

  it('exits with 2 when no point is possible, and writes nothing', async () => {
    home.write('map.yaml', EXPERIMENT.replace('[1, 2, 17]', '[17, 18]'));
    const { exitCode, err } = await sweep();
    expect(exitCode).toBe(EXIT.badInput);
    expect(err).toMatch(/map\.yaml:9:\d+: gateway\.instances: 17 is too large/);
    expect(existsSync(home.path('results'))).toBe(false);
  });
});
