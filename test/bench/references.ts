import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandLine, output } from './child-process.js';

const PROGRAMS = ['w1', 'w2', 'hold'] as const;

/** Compiles the C++ references into a folder; null when there is no C++ compiler. Throws when they do not compile. */
export function buildReferences(folder: string): string | null {
  try {
    output(['c++', '--version']);
  } catch {
    return null;
  }
  mkdirSync(folder, { recursive: true });
  for (const name of PROGRAMS)
    output(['c++', '-O3', '-std=c++17', '-o', join(folder, name), `test/bench/reference/${name}.cpp`]);
  return folder;
}

/** A reference in a process of its own. */
export const referenceProcess = (
  folder: string,
  name: (typeof PROGRAMS)[number],
  ...words: (string | number)[]
): CommandLine => [join(folder, name), ...words.map(String)];
