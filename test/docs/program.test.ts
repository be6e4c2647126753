import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as engine from '../../src/engine/index.js';
import * as host from '../../src/host/index.js';
import * as studies from '../../src/index.js';
import * as measure from '../../src/measure/index.js';
import { blocks } from './examples.js';

/** What the package exports by the names that its users write. */
const ENTRIES: Readonly<Record<string, object>> = {
  cmgsim: studies,
  'cmgsim/engine': engine,
  'cmgsim/measure': measure,
  'cmgsim/host': host,
};

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor as new (
  ...words: string[]
) => (...values: unknown[]) => Promise<void>;

/** Runs an example and returns the lines that it prints. */
async function printed(example: string): Promise<string[]> {
  const body = example.replace(/^import \{(.*)\} from '(.*)';$/gm, "const {$1} = entries['$2'];");
  const lines: string[] = [];
  const log = (...values: unknown[]) => lines.push(values.map(shown).join(' '));
  await new AsyncFunction('entries', 'console', body)(ENTRIES, { log });
  return lines;
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : inspect(value));

/** What an example says that it prints: the remark after each call. */
const promised = (example: string): string[] =>
  [...example.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, remark]) => remark!);

/** The examples of the docstrings of a file. */
const docstringExamples = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/ \* @example\n((?: \* [^@].*\n)+)/g)].map(([, lines]) =>
    lines!.replace(/^ \* /gm, ''),
  );

describe('the examples of docstrings', () => {
  it.each(['src/study/run/run.ts', 'src/study/compare/compare.ts'])(
    'print what they say: %s',
    async (file) => {
      const [example, ...more] = docstringExamples(file);
      expect(more).toEqual([]);
      const names = Object.keys(studies).join(', ');
      const importing = `import { ${names} } from 'cmgsim';\n${example}`;
      expect(promised(example!)).toHaveLength(1);
      expect(await printed(importing)).toEqual(promised(example!));
    },
  );
});

describe('the guide for programs', () => {
  const examples = blocks(readFileSync('docs/program.md', 'utf8'), 'ts');

  it.each(examples.map((example) => [/^const .*?$/m.exec(example)?.[0] ?? '', example]))(
    'prints what it says: %s',
    async (_, example) => {
      expect(promised(example).length).toBeGreaterThan(0);
      expect(await printed(example)).toEqual(promised(example));
    },
  );

  it('names every entry of the package, and each is one', () => {
    const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: object };
    expect(Object.keys(exports).map((name) => name.replace(/^\./, 'cmgsim'))).toEqual(Object.keys(ENTRIES));
  });
});
