import { type Command, InvalidArgumentError, Option } from 'commander';
import { NETWORK_FORMATS } from '../report/network/format.js';
import { addSetOption } from './options.js';
import type { Session } from './session.js';
import type { NetworkOptions } from './work/network.js';

/** Registers `cmgsim network`. */
export function addNetworkCommand(program: Command, session: Session): void {
  addSetOption(program.command('network'))
    .description('what firewall, proxy and inspection must let through, and whether they do')
    .argument('[model]', 'path of a model file, or name of a shipped model', 'scale-set')
    .option(
      '--check',
      "hold the model's firewall, proxy and inspection sections against all of it, at every size on its timeline",
    )
    .option('--grow <from..to>', 'what to open as the gateway grows, instance by instance, e.g. 1..16', range)
    .addOption(new Option('--format <format>', 'how to print it').choices(NETWORK_FORMATS).default('table'))
    .option('--out <directory>', 'where the folder of the results goes; left out: no files are written')
    .option('--quiet', 'no messages on standard error, problems aside')
    .action(async (reference: string, options: NetworkOptions) => {
      const { networkCommand } = await import('./work/network.js');
      await networkCommand(reference, options, session);
    });
}

/** `1..16`, within the 16 instances that a gateway can have. */
function range(text: string): readonly [number, number] {
  const match = /^(\d{1,2})\.\.(\d{1,2})$/.exec(text);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || from < 1 || to > 16 || from > to)
    throw new InvalidArgumentError('write it as from..to within 1 to 16, as in 1..16');
  return [from, to];
}
