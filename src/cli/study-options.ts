import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AskedWindow } from '../study/window/window.js';
import { readDuration } from './durations.js';
import { EXIT } from './exit-codes.js';
import { addSetOption, readCount, readSeed } from './options.js';
import { addPricesOption } from './prices-option.js';

const FORMATS = ['table', 'json', 'csv'] as const;

/** Options that every command has which simulates replications. */
export interface StudyCommandOptions {
  readonly seed?: string | number;
  readonly replications?: number;
  readonly duration?: number;
  readonly warmup?: number | 'auto';
  readonly window?: AskedWindow;
  readonly set: readonly string[];
  readonly workers?: number;
  readonly resume?: true;
  readonly out: string;
  readonly format: (typeof FORMATS)[number];
  readonly quiet?: true;
}

/** Adds the options of a study; without defaults, what is left out follows from the experiment. */
export function addStudyOptions(
  command: Command,
  defaults: { readonly seed?: number; readonly replications?: number } = {},
): Command {
  const { seed, replications } = defaults;
  return addPricesOption(addSetOption(command))
    .addOption(
      withDefault(
        new Option('--seed <seed>', 'number or word that all random draws follow from'),
        seed,
      ).argParser(readSeed),
    )
    .addOption(
      withDefault(
        new Option(
          '--replications <count>',
          'independent repetitions; with more than one, results carry intervals',
        ),
        replications,
      ).argParser(readCount),
    )
    .option('--duration <time>', "time to measure, e.g. 8h, instead of the model's", someTime)
    .option(
      '--warmup <time>',
      "time to simulate before, e.g. 30min, instead of the model's; auto: found by MSER-5, as where none is stated",
      (text: string) => (text === 'auto' ? text : duration(text)),
    )
    .option(
      '--window <when>',
      'when measuring begins, e.g. "tue 08:00" on the clock of the site, or 32h after Monday 00:00 UTC; busiest: where most requests are expected, as where the model gives no start',
    )
    .hook('preAction', readWindow)
    .option(
      '--workers <count>',
      'threads to simulate replications on (default: one for each core)',
      readCount,
    )
    .option('--resume', 'take over what an interrupted run has finished')
    .option('--out <directory>', 'where the folder of the results goes', 'results')
    .addOption(new Option('--format <format>', 'how to print the results').choices(FORMATS).default('table'))
    .option('--quiet', 'no progress and no messages on standard error, problems aside');
}

/** What a point in the week is takes more code than help should wait for. */
async function readWindow(command: Command): Promise<void> {
  const { window: text } = command.opts<{ window?: string }>();
  if (text === undefined) return;
  const { windowOf } = await import('./work/window.js');
  const read = windowOf(text);
  if (!('message' in read)) command.setOptionValue('window', read.window);
  else
    command.error(`error: option '--window <when>' argument '${text}' is invalid. ${read.message}`, {
      exitCode: EXIT.badInput,
    });
}

const withDefault = (option: Option, value: number | undefined): Option =>
  value === undefined ? option : option.default(value);

function someTime(text: string): number {
  const seconds = duration(text);
  if (seconds === 0) throw new InvalidArgumentError('nothing can be measured in no time; write 1h');
  return seconds;
}

function duration(text: string): number {
  const reading = readDuration(text);
  if (typeof reading === 'number') return reading;
  throw new InvalidArgumentError(reading.message);
}
