import { describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { folderForEach } from '../folder.js';
import { callCmgsim, callInterrupted } from './call.js';

const model = (warmup: string): string => `name: tiny
simulation: {start: 9h, duration: 5min${warmup}}
gateway: {instances: 2}
clients: [{name: homeworkers, count: 100}]
`;
const EXPERIMENT = `name: study
question: Does a slower gateway matter?
model: open.yaml
replications: 2
`;

const home = folderForEach({ 'open.yaml': model(''), 'stated.yaml': model(', warmup: 2min') });

const words = (command: string, file: string, ...more: string[]) => [
  command,
  home.path(file),
  ...['--out', home.path('results'), '--format', 'json', ...more],
];
const FOUND = /^warm-up: (\d+) min, found by MSER-5 in pilot replications of \d h$/m;

describe('the warm-up of a study', () => {
  it('is found by MSER-5 where nobody states it, and reported', async () => {
    const { exitCode, err, out } = await callCmgsim(...words('run', 'open.yaml'));
    expect(exitCode).toBe(EXIT.done);
    const [, minutes] = FOUND.exec(err)!;
    expect(JSON.parse(out)).toMatchObject({ warmupSeconds: 60 * Number(minutes), warmupMethod: 'mser-5' });
  });

  it('is what the model or the command line states, and found all the same with auto', async () => {
    const own = await callCmgsim(...words('run', 'stated.yaml'));
    expect(JSON.parse(own.out)).toMatchObject({ warmupSeconds: 120, warmupMethod: 'stated' });
    expect(own.err).not.toMatch(FOUND);
    const asked = await callCmgsim(...words('run', 'open.yaml', '--warmup', '3min'));
    expect(JSON.parse(asked.out)).toMatchObject({ warmupSeconds: 180, warmupMethod: 'stated' });
    expect(asked.err).not.toMatch(FOUND);
    expect((await callCmgsim(...words('run', 'stated.yaml', '--warmup', 'auto'))).err).toMatch(FOUND);
  });

  it('is one for all deployments of a comparison, a sweep and a plan', async () => {
    const kinds = {
      compare: 'compare:\n  - {name: as-it-is}\n  - {name: slower, set: {gateway.vm.request: 30ms}}\n',
      sweep: 'warmup: auto\nsweep: {factors: {gateway.instances: [1, 2]}}\n',
      plan: 'plan: {candidates: {gateway.instances: [1, 2]}, objective: notification p50 <= 5 s, firstStage: 2}\n',
    };
    for (const [kind, section] of Object.entries(kinds)) {
      home.write('study.yaml', EXPERIMENT + section);
      const { exitCode, err, out } = await callCmgsim(...words(kind, 'study.yaml'));
      expect(JSON.parse(out)).toMatchObject({ warmupMethod: 'mser-5' });
      expect([kind, exitCode, FOUND.test(err)]).toEqual([kind, EXIT.done, true]);
    }
  });

  it('is not found when it is interrupted', async () => {
    const { exitCode, err } = await callInterrupted(2, ...words('run', 'open.yaml'));
    expect(exitCode).toBe(EXIT.interrupted);
    expect(err).toBe('interrupted: the warm-up was not found yet, there is no result\n');
  });
});
