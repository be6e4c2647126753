import { parse } from 'node:path';
import { findModel } from '../../host/library.js';
import { type CompareQuestion, refusalOf } from '../../study/compare/question.js';
import { type Deployment, deploymentOf, openComparison } from '../../study/experiment/deployment.js';
import type { ModelSource } from '../../study/experiment/model-source.js';
import { EXIT } from '../exit-codes.js';
import { openExperimentFile, refuseProblems } from '../experiment-file.js';
import { openModel } from '../model-file.js';
import { refusalText } from '../refusal-text.js';
import type { Session } from '../session.js';
import type { StudyCommandOptions } from '../study-options.js';

/** Its options. */
export interface CompareOptions extends StudyCommandOptions {
  readonly sensitivity?: true;
}

/**
 * Reads what is to be compared, one experiment or several models; options of the command line go before the experiment's.
 * What is wrong is written to standard error, and null returned.
 */
export function readCompared(
  references: readonly string[],
  options: CompareOptions,
  session: Session,
): CompareQuestion | null {
  const read =
    references.length === 1
      ? readExperiment(references[0]!, options, session)
      : readModels(references, options, session);
  const refusal = read && refusalOf(read);
  if (refusal !== null) return refuse(session, refusalText(refusal));
  return read && { ...read, window: options.window, sensitivity: options.sensitivity };
}

function readExperiment(
  reference: string,
  options: CompareOptions,
  session: Session,
): CompareQuestion | null {
  const opened = openExperimentFile(reference, 'compare', session);
  if (opened === null) return null;
  const made = openComparison(opened, options.set);
  if ('problems' in made) return refuseProblems(session, made.problems);
  const { name, question, seed, replications, duration, warmup } = opened.experiment;
  return {
    name,
    question,
    deployments: made.deployments,
    seed: options.seed ?? seed,
    replications: options.replications ?? replications,
    durationSeconds: options.duration ?? duration,
    warmup: options.warmup ?? warmup,
  };
}

function readModels(
  references: readonly string[],
  options: CompareOptions,
  session: Session,
): CompareQuestion | null {
  const opened = references.map((reference) => openModel(reference, options.set, session));
  const models = opened.filter((one) => one !== null);
  if (models.length < references.length) return null;
  const byModel = models.map(({ model }) => model.name);
  const names = distinct(byModel) ? byModel : models.map(({ file }) => parse(file).name);
  if (!distinct(names))
    return refuse(
      session,
      `two of ${references.join(', ')} have the same name; compare them by an experiment`,
    );
  const { seed, replications, duration, warmup } = options;
  return {
    name: names.join('-vs-'),
    question: null,
    deployments: references.map((reference, index) => {
      // Both were read above.
      const source = findModel(reference) as ModelSource;
      return deploymentOf(names[index]!, source, options.set) as Deployment;
    }),
    seed,
    replications,
    durationSeconds: duration,
    warmup,
  };
}

const distinct = (names: readonly string[]): boolean => new Set(names).size === names.length;

function refuse(session: Session, message: string): null {
  session.err(`cmgsim compare: ${message}\n`);
  session.exitCode = EXIT.badInput;
  return null;
}
