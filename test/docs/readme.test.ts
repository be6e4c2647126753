import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { callCmgsim } from '../cli/call.js';
import { folderForAll } from '../folder.js';
import { blocks, headings, shows } from './examples.js';

const README = readFileSync('README.md', 'utf8');
const folder = folderForAll();

it('shows what npm start prints', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const words = / dist\/cli\/main\.js (.*)$/.exec(scripts.start)![1]!.split(' ');
  const { exitCode, out } = await callCmgsim(...words, '--quiet', '--out', folder.path());
  const [shown] = blocks(README, 'text');
  if (!shows(out, shown!)) expect(shown).toBe(out);
  expect(exitCode).toBe(0);
});

it('lists every shipped model', () => {
  const [, table] = /^## Shipped models\n([\s\S]*?)^## /m.exec(README)!;
  const listed = [...table!.matchAll(/^\| `(.*?)` \|/gm)].map(([, name]) => name!);
  expect(listed.sort()).toEqual(
    readdirSync('models')
      .map((file) => file.replace(/\.yaml$/, ''))
      .sort(),
  );
});

it.each([
  'README.md',
  ...readdirSync('docs', { encoding: 'utf8' }).flatMap((name) =>
    name.endsWith('.md') ? [`docs/${name}`] : [],
  ),
])('%s links to what is there', (file) => {
  const links = [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
  const broken = links.filter(([, path, place]) => {
    const target = path === '' ? file : join(dirname(file), path!);
    return (
      !existsSync(target) || (place !== undefined && !headings(readFileSync(target, 'utf8')).includes(place))
    );
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
