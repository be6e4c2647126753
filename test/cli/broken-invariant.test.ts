import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { Recorder } from '../../src/gateway/request/recorder.js';
import { folderForEach } from '../folder.js';
import { callCmgsim } from './call.js';

const MODEL = `name: tiny
simulation: {duration: 10min, warmup: 0s}
gateway: {}
clients: [{name: homeworkers, count: 5}]
`;
const EXPERIMENT = `name: two
question: Which one?
model: tiny.yaml
warmup: 0s
replications: 3
compare:
  - {name: as-it-is}
  - {name: larger, set: {gateway.instances: 2}}
`;
const SWEEP = `name: grid
question: How many?
model: tiny.yaml
warmup: 0s
replications: 2
sweep:
  factors:
    gateway.instances: [1, 2]
`;

const home = folderForEach({ 'tiny.yaml': MODEL, 'two.yaml': EXPERIMENT, 'grid.yaml': SWEEP });
beforeEach(() => {
  // A fault of the program: a request that nobody has asked for, counted when measuring begins.
  const { reset } = Recorder.prototype;
  vi.spyOn(Recorder.prototype, 'reset').mockImplementation(function (this: Recorder) {
    reset.call(this);
    this.classes[0]!.offered++;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a broken invariant', () => {
  it.each([
    ['run', 'tiny.yaml', '--replications', '2'],
    ['compare', 'two.yaml'],
    ['sweep', 'grid.yaml'],
  ])('ends %s with exit 70 and what to report, and nothing stands under a verdict', async (...words) => {
    const [command, file, ...more] = words;
    const out = home.path('results');
    const call = await callCmgsim(command!, home.path(file!), '--out', out, ...more);
    expect(call.exitCode).toBe(EXIT.internalError);
    expect(call.out).toBe('');
    expect(call.err).toContain('the simulation broke a rule that must hold in every run');
    expect(call.err).toContain('This is a fault of cmgsim, not of your model;\nno result is given.');
    expect(call.err).toMatch(/^ {2}I1 policy: \d+ offered, but .* \(model tiny, seed 1, replication 0\)$/m);
    expect(call.err).toContain(`  command: cmgsim ${command} ${home.path(file!)}`);
    expect(call.err).toMatch(/ {2}cmgsim \d+\.\d+\.\d+, node v\d+/);
    for (const each of ['tiny', 'two', 'grid'])
      expect(existsSync(join(out, each, 'summary.json'))).toBe(false);
  });
});
