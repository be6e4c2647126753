import { findExperiment, findModel, isModelFile, noSuchExperiment, openExperiment } from '../host/library.js';
import { formatProblem, type ModelProblem } from '../model/problem.js';
import type { OpenedExperiment } from '../study/experiment/experiment.js';
import type { Kind } from '../study/experiment/experiment-schema.js';
import { EXIT } from './exit-codes.js';
import type { Session } from './session.js';

/**
 * Opens an experiment by the path of its file or by the name of a shipped one. What is wrong is written to standard
 * error, one line a problem, and the session ends with exit code 2.
 * @returns null when there is no such experiment or it has problems
 */
export function openExperimentFile<K extends Kind>(
  reference: string,
  kind: K,
  session: Session,
): OpenedExperiment<K> | null {
  const file = findExperiment(reference);
  const isModel = file === null ? typeof findModel(reference) !== 'string' : isModelFile(file);
  if (isModel) {
    session.err(`cmgsim ${kind}: ${reference} is a model; ${MODEL_REMEDIES[kind](reference)}\n`);
    session.exitCode = EXIT.badInput;
    return null;
  }
  if (file === null) {
    session.err(`${noSuchExperiment(reference)}\n`);
    session.exitCode = EXIT.badInput;
    return null;
  }
  const opened = openExperiment(file, kind);
  return 'problems' in opened ? refuseProblems(session, opened.problems) : opened;
}

const inExperiment = (model: string): string =>
  `write an experiment that names it, with the line model: ${model}`;

/** What to do where a model stands for an experiment. */
const MODEL_REMEDIES: Readonly<Record<Kind, (model: string) => string>> = {
  compare: (model) =>
    `a comparison needs two or more, as in cmgsim compare ${model} ${model === 'lab' ? 'scale-set' : 'lab'}, or an experiment`,
  sweep: inExperiment,
  plan: inExperiment,
  regress: inExperiment,
};

/** Writes problems to standard error, one a line, and sets the exit code. */
export function refuseProblems(session: Session, problems: readonly ModelProblem[]): null {
  for (const problem of problems) session.err(`${formatProblem(problem)}\n`);
  session.exitCode = EXIT.badInput;
  return null;
}
