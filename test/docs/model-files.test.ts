import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadModel } from '../../src/model/load.js';
import { formatProblem } from '../../src/model/problem.js';
import { modelSchema } from '../../src/model/schema.js';
import { fieldsOf } from '../../src/model/schema-walk.js';
import { readTableText } from '../../src/model/table-text.js';
import { QUANTITIES } from '../../src/model/units.js';
import { callCmgsim } from '../cli/call.js';
import { workingFolder } from '../folder.js';

const GUIDE = readFileSync('docs/model-files.md', 'utf8');

/** The code blocks of one language, in order. */
function blocks(language: string): string[] {
  return [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , text]) => text!);
}

/** An example as a whole model: what every model needs is put before it where it is left out. */
function wholeModel(example: string): string {
  const has = (field: string): boolean => new RegExp(`^${field}:`, 'm').test(example);
  return [
    has('name') ? '' : 'name: example\n',
    has('gateway') ? '' : 'gateway: {instances: 2}\n',
    has('clients') ? '' : 'clients: [{count: 100}]\n',
    example,
  ].join('');
}

describe('the guide to model files', () => {
  workingFolder({ 'my-site.yaml': blocks('yaml')[0]! });

  it.each(blocks('yaml'))('has examples that load: %s', (example) => {
    const readTable = () => readTableText('rtt\n12\n30\n');
    const loaded = loadModel(wholeModel(example), 'docs/model-files.md', { readTable });
    expect('problems' in loaded ? loaded.problems.map(formatProblem) : []).toEqual([]);
  });

  it.each(
    blocks('sh')
      .join('')
      .split('\n')
      .filter((line) => line.includes('model check')),
  )('has commands that work: %s', async (line) => {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
    expect(await callCmgsim(...words.slice(1))).toEqual({ exitCode: 0, out: 'my-site.yaml: ok\n', err: '' });
  });

  it.each(
    blocks('console').flatMap((block) =>
      [...block.matchAll(/^\$ cmgsim (.*)\n(.*)$/gm)].map(([, line, answer]) => [line!, answer!]),
    ),
  )('shows what %s answers', async (line, answer) => {
    expect(await callCmgsim(...line.split(' '))).toEqual({ exitCode: 2, out: '', err: `${answer}\n` });
  });

  it('names every unit and every section', () => {
    const units = Object.values(QUANTITIES).flatMap((quantity) => Object.keys(quantity.units));
    expect(units.filter((unit) => !GUIDE.includes(`\`${unit}\``))).toEqual([]);
    const sections = Object.keys(fieldsOf(modelSchema, {}) ?? {}).filter(
      (name) => !['name', 'description'].includes(name),
    );
    expect(sections.length).toBeGreaterThan(10);
    expect(sections.filter((section) => !GUIDE.includes(`\`${section}\``))).toEqual([]);
  });
});
