import { type Command, InvalidArgumentError, Option } from 'commander';
import { readClockTime, WeekPoint } from '../model/clock/week-point.js';
import { doubtfulQuantity } from '../model/grouped-number.js';
import { readQuantity } from '../model/units.js';
import type { AskedWindow } from '../study/window/window.js';
import { addSetOption, readCount, readSeed } from './options.js';
import { addPricesOption } from './prices-option.js';

const FORMATS = ['table', 'json', 'csv'] as const;

/** Options that every command has which simulates replications. */
export interface StudyOptions {
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
      someWindow,
    )
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

const withDefault = (option: Option, value: number | undefined): Option =>
  value === undefined ? option : option.default(value);

function someWindow(text: string): AskedWindow {
  if (text === 'busiest') return text;
  const clock = readClockTime(text);
  if (clock !== null) return clock;
  if (/^\s*[\d.]+\s*[a-z]+\s*$/i.test(text)) return new WeekPoint(duration(text), null);
  throw new InvalidArgumentError('write busiest, a point in the week as in "tue 08:00", or hours as in 32h');
}

function someTime(text: string): number {
  const seconds = duration(text);
  if (seconds === 0) throw new InvalidArgumentError('nothing can be measured in no time; write 1h');
  return seconds;
}

function duration(text: string): number {
  const reading = doubtfulQuantity(text) ?? readQuantity('duration', text);
  if ('value' in reading) return reading.value;
  throw new InvalidArgumentError(`${reading.message}; ${reading.remedy}`);
}
