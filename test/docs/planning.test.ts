import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { callCmgsim } from '../cli/call.js';

const GUIDE = readFileSync('docs/planning.md', 'utf8');
const MODEL = `name: my-site
simulation: {start: 9h, warmup: 1min}
clients: [{name: home, count: 60, authentication: {certificate: 1}}]
gateway: {instances: 1}
`;

it('shows an experiment that answers', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cmgsim-'));
  try {
    writeFileSync(join(folder, 'my-site.yaml'), MODEL);
    writeFileSync(join(folder, 'my-plan.yaml'), /^```yaml\n([\s\S]*?)^```$/m.exec(GUIDE)![1]!);
    const words = [join(folder, 'my-plan.yaml'), '--duration', '5min', '--out', folder, '--quiet'];
    const { exitCode, out, err } = await callCmgsim('plan', ...words);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^SELECTED +vmSize A2_v2, instances 2:/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
