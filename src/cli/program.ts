import { Command, CommanderError } from 'commander';
import type { RefusedOption } from '../study/refused-option.js';
import { VERSION } from '../study/version.js';
import { addCompareCommand } from './compare.js';
import { addDemandCommand } from './demand.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { addModelCommand } from './model.js';
import { addNetworkCommand } from './network.js';
import { addPlanCommand } from './plan.js';
import { addPricesCommand } from './prices.js';
import { refusalText } from './refusal-text.js';
import { addRegressCommand } from './regress.js';
import { addRunCommand } from './run.js';
import type { Session } from './session.js';
import { addSweepCommand } from './sweep.js';
import { addVerifyCommand } from './verify.js';

/**
 * The commands, in the order in which help shows them. Each one registers its words and options here and imports the code
 * behind them only when it runs, so that `cmgsim --help` starts as fast as node does.
 */
const COMMANDS: readonly ((program: Command, session: Session) => void)[] = [
  addRunCommand,
  addDemandCommand,
  addCompareCommand,
  addPlanCommand,
  addRegressCommand,
  addSweepCommand,
  addNetworkCommand,
  addPricesCommand,
  addVerifyCommand,
  addModelCommand,
];

/**
 * Runs one command line (without `node` and the script) to its end.
 * @returns the exit code; nothing is thrown, whatever the input
 */
export async function runCommandLine(words: readonly string[], session: Session): Promise<ExitCode> {
  const program = new Command('cmgsim')
    .description("Simulates Configuration Manager's cloud management gateway before you buy it.")
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .configureOutput({ writeOut: session.out, writeErr: session.err })
    .exitOverride();
  for (const add of COMMANDS) add(program, session);
  try {
    await program.parseAsync(words, { from: 'user' });
    return session.exitCode;
  } catch (error) {
    return explainFailure(error, words, session);
  }
}

function explainFailure(error: unknown, words: readonly string[], session: Session): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
  if (isHostError(error) || isRefusedOption(error)) {
    session.err(`cmgsim: ${isRefusedOption(error) ? refusalText(error) : error.message}\n`);
    return EXIT.badInput;
  }
  session.err(isBrokenInvariant(error) ? whatToReport(error, words) : internalError(error));
  return EXIT.internalError;
}

/** By its name: the class itself would be loaded for it at every start, and an error of a worker thread has lost it. */
const isBrokenInvariant = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'BrokenInvariant' || /^I\d /.test(error.message));

/** By its name, likewise. */
const isRefusedOption = (error: unknown): error is RefusedOption =>
  error instanceof Error && error.name === 'RefusedOption';

/** Nothing has been printed or written under a verdict: the numbers of such a run mean nothing. */
const whatToReport = (error: Error, words: readonly string[]): string => `\
cmgsim: the simulation broke a rule that must hold in every run. This is a fault of cmgsim, not of your model;
no result is given. Please report it with your model file and these lines:
${error.message.replace(/^/gm, '  ')}
  command: cmgsim ${words.join(' ')}
  cmgsim ${VERSION}, node ${process.version}, ${process.platform}
`;

const internalError = (error: unknown): string =>
  `cmgsim: internal error, please report it: ${error instanceof Error ? error.stack : error}\n`;

/** A refusal of the operating system, such as a directory that may not be written. */
const isHostError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error && 'code' in error;
