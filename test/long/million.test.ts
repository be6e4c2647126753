import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.js';
import type { Timing } from '../../src/study/run/timing.js';
import { type Summary, summarySchema } from '../../src/study/summary/summary.js';
import { buildProgram, startProgram } from '../built.js';
import { folderForAll } from '../folder.js';

const GATEWAYS = 8;
const CLIENTS = 1_000_000;

/** Every port, worker and instance that a million clients need at the defaults of everything else. */
const MODEL = `name: million
simulation: {warmup: 0s, duration: 1h}
gateways:
${Array.from(
  { length: GATEWAYS },
  (_, index) =>
    `  - {name: cmg${index + 1}, deployment: scale-set, vmSize: A4_v2, instances: 16, prefix: cmg${index + 1}}`,
).join('\n')}
connectionPoints: {count: 4, dynamicPorts: 60000}
site: {managementPoints: {count: 15, workers: 64}, updatePoints: {count: 4, workers: 64}}
clients:
  - {name: everyone, count: ${CLIENTS}, authentication: {entra: 60%, certificate: 40%}}
`;

const home = folderForAll({ 'million.yaml': MODEL });
beforeAll(buildProgram, 120_000);

async function simulated(duration: string): Promise<Summary & Pick<Timing, 'peakMemoryBytes'>> {
  const out = home.path(duration);
  const words = [
    'run',
    home.path('million.yaml'),
    '--duration',
    duration,
    '--out',
    out,
    '--check',
    '--quiet',
  ];
  const { exitCode, err } = await startProgram(...words).ended;
  expect({ exitCode, err }).toEqual({ exitCode: EXIT.done, err: '' });
  const read = (name: string) => JSON.parse(readFileSync(join(out, 'million', name), 'utf8'));
  const { peakMemoryBytes } = read('timing.json') as Timing;
  return { ...summarySchema.parse(read('summary.json')), peakMemoryBytes };
}

describe(`${CLIENTS} clients on ${GATEWAYS} gateways of 16 instances`, () => {
  it('complete an hour, and four hours in no more memory', async () => {
    const hour = await simulated('1h');
    const four = await simulated('4h');
    for (const { instances, clients, verdict } of [hour, four])
      expect([instances.length, clients, verdict.state]).toEqual([128, CLIENTS, 'stable']);
    // Each client asks for policy once an hour.
    expect(hour.requests.policy!.offered / CLIENTS).toBeCloseTo(1, 2);
    expect(four.requests.policy!.offered / CLIENTS).toBeCloseTo(4, 2);
    const [one, other] = [hour, four].map(({ peakMemoryBytes }) => peakMemoryBytes);
    console.log(`peak memory: ${one! / 1e6} MB for 1 h, ${other! / 1e6} MB for 4 h`);
    expect(other! / one!).toBeLessThan(1.1);
  });
});
