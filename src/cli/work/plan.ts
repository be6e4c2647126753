import { keepFiles, prepareResults } from '../../host/files.js';
import { unsoldText } from '../../report/plan/words.js';
import { planCsv, planJson, planReport } from '../../report/plan.js';
import { openCandidates } from '../../study/plan/candidates.js';
import { plan } from '../../study/plan/plan.js';
import { tableText } from '../../study/results/run-tables.js';
import { sensitivityTable } from '../../study/results/sensitivity-table.js';
import { EXIT } from '../exit-codes.js';
import { openExperimentFile, refuseProblems } from '../experiment-file.js';
import { painter } from '../painter.js';
import { orRefuse } from '../refuse.js';
import type { Session } from '../session.js';
import type { StudyCommandOptions } from '../study-options.js';
import { hasColours } from '../terminal.js';
import { deliver } from './deliver.js';
import { askStudy } from './study.js';

/** Its options. */
export interface PlanOptions extends StudyCommandOptions {
  readonly sensitivity?: true;
}

/** `cmgsim plan`: asks for the cheapest deployment that keeps an objective, writes and prints the answer. */
export async function planCommand(reference: string, options: PlanOptions, session: Session): Promise<void> {
  const experiment = openExperimentFile(reference, 'plan', session);
  if (experiment === null) return;
  const candidates = openCandidates(experiment, options.set);
  if ('problems' in candidates) return void refuseProblems(session, candidates.problems);
  const { out, seed, warmup, window, sensitivity } = options;
  const { duration: durationSeconds, replications: maxReplications } = options;
  const asked = { seed, warmup, window, sensitivity, durationSeconds, maxReplications };
  const directory = await orRefuse(session, 'plan', out, () =>
    prepareResults(out, experiment.experiment.name),
  );
  if (directory === null) return;
  const made = await askStudy(session, options, keepFiles(directory), (handed) =>
    plan({ experiment, candidates, ...asked }, handed),
  );
  if (made === null) return;
  if ('problem' in made) {
    session.err(`${experiment.file}: ${made.problem}\n`);
    session.exitCode = EXIT.badInput;
    return;
  }
  const varied = made.sensitivity && { 'sensitivity.csv': tableText(sensitivityTable(made.sensitivity)) };
  const [csv, json] = [planCsv(made), planJson(made)];
  await deliver(session, 'plan', options, {
    directory,
    files: { 'plan.csv': csv, 'plan.json': json, ...varied },
    told: { notes: unsoldText(made), availability: made.availability },
    json: () => json,
    csv: () => csv,
    table: () => planReport(made, { paint: painter(hasColours()) }),
  });
  if (session.exitCode === EXIT.done && made.selected === null) session.exitCode = EXIT.notMet;
}
