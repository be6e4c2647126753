import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { YOUNG_GENERATION_MIB } from '../../src/host/threads.js';

/** A program and its arguments. */
export type CommandLine = readonly [program: string, ...words: string[]];

/** A benchmark of ours in a process of its own. */
export function ourProcess(name: string, ...words: (string | number)[]): CommandLine {
  const file = fileURLToPath(new URL(`./processes/${name}.js`, import.meta.url));
  return [process.execPath, file, ...words.map(String)];
}

/** The same process, with as much room for V8's young objects as a worker thread of the program has. */
export function likeWorker([node, ...words]: CommandLine): CommandLine {
  return [node, `--max-semi-space-size=${YOUNG_GENERATION_MIB / 3}`, ...words];
}

/** Runs a program to its end and returns its standard output. Throws with its standard error when it fails. */
export function output([program, ...words]: CommandLine): string {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${[program, ...words].join(' ')} ended with ${status}:\n${stderr}`);
  return stdout;
}

/** Runs a program that prints one JSON object a line. */
export const jsonLines = <Line>(command: CommandLine): Line[] =>
  output(command)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Wall-clock seconds of a program that is started and ends. */
export function secondsOf(command: CommandLine): number {
  const began = process.hrtime.bigint();
  output(command);
  return Number(process.hrtime.bigint() - began) / 1e9;
}
