import { findModel } from '../host/library.js';
import { formatProblem } from '../model/problem.js';
import { type OpenedModel, openSource } from '../study/experiment/model-source.js';
import { EXIT } from './exit-codes.js';
import type { Session } from './session.js';

/**
 * Opens a model by the path of its file or by the name of a shipped one (`scale-set`). What is wrong is written to standard
 * error, one line a problem, and the session ends with exit code 2.
 * @returns null when there is no such model or it has problems
 */
export function openModel(
  reference: string,
  overrides: readonly string[],
  session: Session,
): OpenedModel | null {
  const source = findModel(reference);
  const opened = typeof source === 'string' ? source : openSource(source, overrides);
  if (typeof opened !== 'string' && !('problems' in opened)) return opened;
  const lines = typeof opened === 'string' ? [opened] : opened.problems.map(formatProblem);
  for (const line of lines) session.err(`${line}\n`);
  session.exitCode = EXIT.badInput;
  return null;
}
