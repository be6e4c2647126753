import { type Command, InvalidArgumentError } from 'commander';

/** Adds `--set path=value`, which may be given many times; the command finds the texts in `options.set`. */
export function addSetOption(command: Command): Command {
  return command.option(
    '--set <path=value>',
    'override a field of the model, e.g. gateway.instances=4 or clients.homeworkers.count=500 (repeatable)',
    (text: string, before: readonly string[]) => [...before, text],
    [] as readonly string[],
  );
}

/** The value of `--seed`: a number where it is one, so that it is written as one. */
export function readSeed(text: string): string | number {
  if (text === '') throw new InvalidArgumentError('write a number or a word');
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}

/** A whole number from 1 on, such as the value of `--replications`. */
export function readCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('write a whole number from 1 on');
  return Number(text);
}
