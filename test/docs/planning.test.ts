import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { callCmgsim } from '../cli/call.js';
import { folderForAll } from '../folder.js';

const GUIDE = readFileSync('docs/planning.md', 'utf8');
const MODEL = `name: my-site
simulation: {start: 9h, warmup: 1min}
clients: [{name: home, count: 60, authentication: {certificate: 1}}]
gateway: {instances: 1}
`;

const folder = folderForAll({
  'my-site.yaml': MODEL,
  'my-plan.yaml': /^```yaml\n([\s\S]*?)^```$/m.exec(GUIDE)![1]!,
});

it('shows an experiment that answers', async () => {
  const words = [folder.path('my-plan.yaml'), '--duration', '5min', '--out', folder.path(), '--quiet'];
  const { exitCode, out, err } = await callCmgsim('plan', ...words);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^SELECTED +vmSize A2_v2, instances 2:/m);
});
