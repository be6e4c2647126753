import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The layers, the lowest first: a file imports from its own layer and from those below it. */
const LAYERS = ['engine', 'measure', 'model', 'workload', 'gateway', 'study', 'report', 'host', 'cli'];
/** Layers of the gateway, likewise: what travels, the systems that it meets, a simulation that is built of them and observed. */
const GATEWAY_LAYERS = ['request', 'systems', 'simulation'];
/** From this layer up a file may use the host: files, threads, clocks. All below runs in a browser too. */
const HOST_LAYER = LAYERS.indexOf('host');
/** What node alone has, and clocks and chance, which no result may depend on. */
const HOST_GLOBALS =
  /\b(?:process\.|Buffer\.|setImmediate\(|import\.meta\b|performance\.now|Date\.now|new Date\b|Math\.random)/;
/** Packages that need node, and the work of a library that is for files and threads. */
const HOST_PACKAGES = ['piscina', 'csv-stringify'];

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function readSources(root: string): Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = join(root, name);
      const text = readFileSync(path, 'utf8');
      return { path, text, imports: ts.preProcessFile(text).importedFiles.map((file) => file.fileName) };
    });
}

/** A layer of the gateway is a part of one: 4.1 stands between 4 and 5. */
function layerOf(path: string): number {
  const [layer = '', folder = ''] = relative('src', path).split(/[\\/]/);
  const within = layer === 'gateway' ? GATEWAY_LAYERS.indexOf(folder) / 10 : 0;
  return LAYERS.indexOf(layer) + Math.max(0, within);
}
const targetOf = (source: Source, name: string): string =>
  relative('.', resolve(dirname(source.path), name)).replace(/\.js$/, '.ts');

function upwardImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((name) => name.startsWith('.') && layerOf(source.path) >= 0)
      .map((name) => targetOf(source, name))
      .filter((target) => layerOf(target) > layerOf(source.path))
      .map((target) => `${source.path} imports ${target}, which is in a higher layer`),
  );
}

function hostUses(sources: readonly Source[]): string[] {
  return sources
    .filter(
      ({ path }) => path === join('src', 'index.ts') || (layerOf(path) >= 0 && layerOf(path) < HOST_LAYER),
    )
    .flatMap((source) => [
      ...source.imports
        .filter((name) => name.startsWith('node:') || HOST_PACKAGES.includes(name))
        .map((name) => `${source.path} imports ${name}`),
      ...(HOST_GLOBALS.test(source.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
        ? [`${source.path} reads the host's clock, process or chance`]
        : []),
    ]);
}

/** Work is imported once, where a command is chosen: nothing else is imported in the middle of a function. */
function lateImports(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    const late = [...text.matchAll(/await import\('([^']*)'\)/g)].map(([, name]) => name!);
    const chosen = dirname(path) === join('src', 'cli');
    return late
      .filter((name) => !(chosen && name.startsWith('./work/')) && name !== 'piscina')
      .map((name) => `${path} imports ${name} late`);
  });
}

/** A study is asked by programs too: what an option is called is the command line's to say. */
const optionsNamed = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) =>
    path.startsWith(join('src', 'study'))
      ? [...text.matchAll(/(?<![\w-])--[a-z][\w-]*/g)].map(([option]) => `${path} names ${option}`)
      : [],
  );

/** File-level circles, type-only imports included: each is returned once, as the path that closes it. */
function circles(sources: readonly Source[]): string[] {
  const edges = new Map(
    sources.map((source) => [
      source.path,
      source.imports.filter((name) => name.startsWith('.')).map((name) => targetOf(source, name)),
    ]),
  );
  const found: string[] = [];
  const state = new Map<string, 'open' | 'closed'>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'closed') return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
      return;
    }
    state.set(path, 'open');
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    state.set(path, 'closed');
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

describe('the layers', () => {
  const sources = readSources('src');

  it('are those of the design', () => {
    const folders = new Set(sources.map((source) => relative('src', source.path).split(/[\\/]/)[0]));
    expect([...folders].filter((folder) => !LAYERS.includes(folder!) && folder !== 'index.ts')).toEqual([]);
  });

  it('import nothing upward', () => {
    expect(upwardImports(sources)).toEqual([]);
  });

  it('import nothing in a circle', () => {
    expect(circles(sources)).toEqual([]);
  });

  it('touch neither files nor threads nor clocks below the host', () => {
    expect(hostUses(sources)).toEqual([]);
  });

  it('read the command line and its help without the work behind a command', () => {
    expect(lateImports(sources)).toEqual([]);
  });

  it('name no option of the command line in a study', () => {
    expect(optionsNamed(sources)).toEqual([]);
  });

  it('do not hide a broken rule', () => {
    const bad = (path: string, text: string): Source => ({
      path,
      text,
      imports: ts.preProcessFile(text).importedFiles.map((file) => file.fileName),
    });
    const upward = bad('src/engine/a.ts', "import { x } from '../gateway/b.js';\n");
    const study = bad('src/study/run/a.ts', "import { readFile } from 'node:fs/promises';\n");
    const host = bad('src/host/a.ts', "import { readFile } from 'node:fs/promises';\nprocess.exit();\n");
    expect(lateImports([bad('src/study/run/a.ts', "const a = await import('./b.js');\n")])).toHaveLength(1);
    expect(hostUses([study, host])).toEqual(['src/study/run/a.ts imports node:fs/promises']);
    const back = bad(
      'src/gateway/b.ts',
      "import type { x } from '../engine/a.js';\nexport const t = Date.now();\n",
    );
    expect(upwardImports([upward, back])).toHaveLength(1);
    expect(circles([upward, back])).toHaveLength(1);
    expect(hostUses([upward, back])).toHaveLength(1);
    expect(optionsNamed([bad('src/study/a.ts', "f(i--, 'no end: write --warmup');\n")])).toEqual([
      'src/study/a.ts names --warmup',
    ]);
  });
});
