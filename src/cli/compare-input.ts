import { parse } from 'node:path';
import { type Deployment, openComparison } from '../study/experiment/deployment.js';
import { findModel, type ModelSource, statesStart, statesWarmup } from '../study/experiment/model-source.js';
import { EXIT } from './exit-codes.js';
import { openExperimentFile, refuseProblems } from './experiment-file.js';
import { openModel } from './model-file.js';
import type { Session } from './session.js';
import type { StudyOptions } from './study-options.js';

const REPLICATIONS = 10;

/** What is to be compared, from an experiment or from models; options of the command line go before the experiment's. */
export interface Asked {
  readonly name: string;
  readonly question: string | null;
  readonly deployments: readonly Deployment[];
  readonly seed: string | number;
  readonly replications: number;
  readonly durationSeconds: number | undefined;
  readonly warmup: number | 'auto' | undefined;
}

/** Reads one experiment or several models; what is wrong is written to standard error, and null returned. */
export function readAsked(
  references: readonly string[],
  options: StudyOptions,
  session: Session,
): Asked | null {
  const asked =
    references.length === 1
      ? readExperimentAsked(references[0]!, options, session)
      : readModelsAsked(references, options, session);
  if (asked !== null && asked.replications < 2)
    return refuse(session, 'a paired comparison needs two or more replications; write --replications 10');
  return asked;
}

function readExperimentAsked(reference: string, options: StudyOptions, session: Session): Asked | null {
  const opened = openExperimentFile(reference, 'compare', session);
  if (opened === null) return null;
  const made = openComparison(opened, options.set);
  if ('problems' in made) return refuseProblems(session, made.problems);
  const { name, question, seed, replications, duration, warmup } = opened.experiment;
  return {
    name,
    question,
    deployments: made.deployments,
    seed: options.seed ?? seed ?? 1,
    replications: options.replications ?? replications ?? REPLICATIONS,
    durationSeconds: options.duration ?? duration,
    warmup: options.warmup ?? warmup,
  };
}

function readModelsAsked(
  references: readonly string[],
  options: StudyOptions,
  session: Session,
): Asked | null {
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
  const { seed = 1, replications = REPLICATIONS, duration, warmup } = options;
  return {
    name: names.join('-vs-'),
    question: null,
    deployments: models.map(({ model, sha256, overrides, data }, index) => ({
      name: names[index]!,
      model,
      source: findModel(references[index]!) as ModelSource,
      sha256,
      overrides,
      statesWarmup: statesWarmup(data),
      statesStart: statesStart(data),
    })),
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
