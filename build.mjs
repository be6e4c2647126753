import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

/** Files of a folder that are to be compiled, without their ending. */
export const sourcesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));

/**
 * Compiles each file to a file of its own, with the constants that it imports written in as numbers: V8 looks an imported
 * binding up and checks it at each use, which was a tenth of a run (docs/performance.md).
 */
export const compile = (input, dir, root) =>
  build({
    input,
    platform: 'node',
    external: /^[^./]/,
    tsconfig: 'tsconfig.json',
    output: { dir, preserveModules: true, preserveModulesRoot: root },
  });

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  await compile(Object.fromEntries(sourcesIn('src').map((file) => [file, `src/${file}.ts`])), 'dist', 'src');
