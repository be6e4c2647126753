import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CommandLine, output, secondsOf } from '../child-process.js';
import type { Part, Row } from '../part.js';
import { pairedRatios, spread } from '../ratios.js';

/** Times a bare start of Node that the start of the program may take, and seconds on top. */
const FACTOR = 1.5;
const ALLOWANCE = 0.05;
const MAIN = 'dist/cli/main.js';
const BARE: CommandLine = [process.execPath, '-e', '0'];

/** Loads all that `run` loads and does nothing: the program, and what the command imports when it runs. */
function loadOnly(): CommandLine {
  const file = resolve('dist/cli/run.js');
  const imported = [...readFileSync(file, 'utf8').matchAll(/import\(["']([^"']+)["']\)/g)];
  const urls = ['./program.js', ...imported.map((match) => match[1]!)].map(
    (name) => new URL(name, pathToFileURL(file)).href,
  );
  const script = `await Promise.all(${JSON.stringify(urls)}.map((url) => import(url)))`;
  return [process.execPath, '--input-type=module', '-e', script];
}

/** Start-up of the command line, by wall clock, compiled by `npm run build`. */
export const startUpPart: Part = {
  name: 'start-up',
  when: 'always',
  run: ({ runs, quick, say }): Row[] => {
    say('building the program');
    output([process.execPath, 'build.mjs']);
    const results = mkdtempSync(join(tmpdir(), 'cmgsim-bench-'));
    const commands = {
      bare: BARE,
      help: [process.execPath, MAIN, '--help'],
      load: loadOnly(),
      run: [process.execPath, MAIN, 'run', 'lab', '--duration', '1min', '--quiet', '--out', results],
    } as const satisfies Record<string, CommandLine>;
    const seconds = Array.from({ length: quick ? 1 : 4 * runs }, (_, run) => {
      say(`start-up, run ${run + 1}`);
      return {
        bare: secondsOf(commands.bare),
        help: secondsOf(commands.help),
        load: secondsOf(commands.load),
        run: secondsOf(commands.run),
      };
    });
    rmSync(results, { recursive: true });
    return rowsOf(seconds);
  },
};

type Times = Readonly<Record<'bare' | 'help' | 'load' | 'run', number>>;

function rowsOf(times: readonly Times[]): Row[] {
  const median = (name: keyof Times) => spread(times.map((one) => one[name])).median;
  const ratio = (a: keyof Times, b: keyof Times) => pairedRatios(times.map((one) => [one[a], one[b]]));
  const bound = FACTOR * median('bare') + ALLOWANCE;
  const loading = spread(times.map((one) => (one.load - one.bare) / one.run));
  const run = { unit: 'ms', ours: median('run') * 1e3, goal: null };
  return [
    {
      what: 'cmgsim --help',
      against: 'node -e 0',
      unit: 'ms',
      ours: median('help') * 1e3,
      reference: median('bare') * 1e3,
      ratio: ratio('help', 'bare'),
      goal: { text: `≤ ${(bound * 1e3).toFixed(0)} ms`, met: median('help') <= bound },
    },
    {
      what: 'run lab for 1 min',
      against: 'node -e 0',
      ...run,
      reference: median('bare') * 1e3,
      ratio: ratio('run', 'bare'),
    },
    {
      what: 'run lab: loading code',
      unit: '%',
      ours: loading.median * 100,
      reference: null,
      ratio: null,
      goal: { text: '< 50 %', met: loading.median < 0.5 },
    },
  ];
}
