import { prepareResults } from '../../host/files.js';
import { writeResults } from '../../host/run-files.js';
import { runReport } from '../../report/run.js';
import { objectiveKept } from '../../study/objective/objective.js';
import { requestsText, summaryText } from '../../study/results/run-tables.js';
import { refusalOf } from '../../study/run/question.js';
import { type RunAnswer, run } from '../../study/run/run.js';
import { timingOf } from '../../study/run/timing.js';
import type { Summary } from '../../study/summary/summary.js';
import { carriesLoad } from '../../study/verdict/state.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { openModel } from '../model-file.js';
import { painter } from '../painter.js';
import { refusalText } from '../refusal-text.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';
import type { StudyCommandOptions } from '../study-options.js';
import { hasColours } from '../terminal.js';
import { deliver } from './deliver.js';
import { askStudy, keepOrTell } from './study.js';

/** Its options. */
export interface RunCommandOptions extends StudyCommandOptions {
  readonly seed: string | number;
  readonly replications?: number;
  readonly check?: true;
  readonly advice: boolean;
  readonly precision?: number;
  readonly maxReplications?: number;
}

/** `cmgsim run`: asks how one deployment does, writes and prints the answer. */
export async function runCommand(
  reference: string,
  options: RunCommandOptions,
  session: Session,
): Promise<void> {
  const model = openModel(reference, options.set, session);
  if (model === null) return;
  const { out, duration: durationSeconds } = options;
  const question = { ...options, model, durationSeconds };
  const refusal = refusalOf(question);
  if (refusal !== null) {
    session.err(`${refusalText(refusal)}\n`);
    session.exitCode = EXIT.badInput;
    return;
  }
  const directory = await orRefuse(session, 'run', out, () => prepareResults(out, model.model.name));
  if (directory === null) return;
  const answer = await askStudy(session, options, keepOrTell(session, 'run', out, directory), (handed) =>
    run(question, handed),
  );
  if (answer === null) return;
  await print(answer, directory, options, session);
  if (session.exitCode === EXIT.done) session.exitCode = outcome(answer.summary);
}

async function print(
  { summary, observations, wallSeconds }: RunAnswer,
  directory: string,
  options: RunCommandOptions,
  session: Session,
): Promise<void> {
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  const timing = timingOf(summary.simulation.events, { wallSeconds, peakMemoryBytes });
  const checked = `invariants I1 to I5 held in all ${observations.length} replications\n`;
  await deliver(session, 'run', options, {
    directory,
    files: () => writeResults(directory, summary, observations, timing),
    more: options.check ? checked : '',
    told: summary,
    json: () => summaryText(summary),
    csv: () => requestsText(summary),
    table: () => runReport(summary, timing, { paint: painter(hasColours()) }),
  });
}

/** What the run tells the shell, once its results are written. */
function outcome(summary: Summary): ExitCode {
  if (!carriesLoad(summary.verdict.state)) return EXIT.cannotCarry;
  return objectiveKept(summary.objective) ? EXIT.done : EXIT.notMet;
}
