import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import { loadModel } from '../../src/model/load.js';
import { simulateReplications } from '../../src/study/simulate/replications.js';
import { buildProgram, startProgram } from '../built.js';
import { folderForEach } from '../folder.js';

const MODEL = `name: tiny
simulation: {duration: 2min, warmup: 1min}
gateway: {instances: 2}
clients: [{name: homeworkers, count: 40}]
`;

beforeAll(buildProgram);
const home = folderForEach({ 'tiny.yaml': MODEL });

/** A file of the built program: only there can threads load what they run. */
const built = (file: string) => import(pathToFileURL(resolve('dist/host', file)).href);

function tinyModel() {
  const loaded = loadModel(MODEL, 'tiny.yaml');
  if ('problems' in loaded) throw new Error('the model has problems');
  return loaded.value;
}

describe('worker threads', () => {
  it('give the same observations whatever their number, and as without them', async () => {
    const study = { seed: 1, replications: 5 };
    const { openThreads }: typeof import('../../src/host/threads.js') = await built('threads.js');
    const alone = JSON.stringify(await simulateReplications(tinyModel(), study));
    for (const threads of [1, 2]) {
      const executor = openThreads(threads);
      expect(JSON.stringify(await simulateReplications(tinyModel(), { ...study, executor }))).toBe(alone);
      const half = simulateReplications(tinyModel(), { seed: 1, replications: 2, executor });
      await executor.rest();
      expect(await half).toHaveLength(2);
      await executor.close();
    }
  });

  it('are left in the middle of a replication when the signal aborts', async () => {
    const { openThreads }: typeof import('../../src/host/threads.js') = await built('threads.js');
    const workers = openThreads(1);
    const interruption = new AbortController();
    const progress = new Int32Array(new SharedArrayBuffer(4));
    // A thousand times as long as the test waits for.
    const long = {
      model: tinyModel(),
      seed: 1,
      replication: 0,
      durationSeconds: 50 * 86400,
      warmupSeconds: 0,
    };
    const running = workers.run({ ...long, progress }, interruption.signal);
    const ended = running.then(
      () => 'to its end',
      ({ name }: Error) => name,
    );
    const begun = async () => {
      while (Atomics.load(progress, 0) === 0) await pause(5);
      return 'begun';
    };
    expect(await Promise.race([begun(), ended])).toBe('begun');
    interruption.abort();
    expect(await ended).toBe('AbortError');
    await workers.close();
  });

  it('end on Ctrl-C, which keeps what was finished', async () => {
    const kept = (): string[] => {
      const folder = home.path('results', 'tiny', 'replications');
      return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
    };
    // Far more than could end between two looks at the folder, on any machine.
    const words = ['run', home.path('tiny.yaml'), '--replications', '2000', '--workers', '1'];
    const { process: child, ended } = startProgram(...words, '--out', home.path('results'));
    while (kept().length < 2) await pause(5);
    child.kill('SIGINT');
    const { exitCode, err } = await ended;
    expect(exitCode).toBe(EXIT.interrupted);
    expect(err).toMatch(
      new RegExp(`^interrupted: ${kept().length} of 2000 replications were finished; --resume goes on`, 'm'),
    );
  });
});
