import { formatProblem, type ModelProblem } from '../model/problem.js';
import {
  findExperiment,
  type Kind,
  noSuchExperiment,
  type OpenedExperiment,
  openExperiment,
} from '../study/experiment.js';
import { EXIT } from './exit-codes.js';
import type { Session } from './session.js';

/**
 * Opens an experiment by the path of its file or by the name of a shipped one. What is wrong is written to standard
 * error, one line a problem, and the session ends with exit code 2.
 * @returns null when there is no such experiment or it has problems
 */
export function openExperimentFile(reference: string, kind: Kind, session: Session): OpenedExperiment | null {
  const file = findExperiment(reference);
  if (file === null) {
    session.err(`${noSuchExperiment(reference)}\n`);
    session.exitCode = EXIT.badInput;
    return null;
  }
  const opened = openExperiment(file, kind);
  return 'problems' in opened ? refuseProblems(session, opened.problems) : opened;
}

/** Writes problems to standard error, one a line, and sets the exit code. */
export function refuseProblems(session: Session, problems: readonly ModelProblem[]): null {
  for (const problem of problems) session.err(`${formatProblem(problem)}\n`);
  session.exitCode = EXIT.badInput;
  return null;
}
