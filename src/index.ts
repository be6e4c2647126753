/**
 * The package's entry: a study is one call, `ask(question) -> answer`. Everything here runs in a browser too; what only a
 * computer with node has is handed in (`cmgsim/host`).
 */
export type { Observation } from './gateway/simulation/observation.js';
export { type SimulateOptions, simulate } from './gateway/simulation/simulate.js';
export { loadModel } from './model/load.js';
export { formatProblem, type ModelProblem } from './model/problem.js';
export type { Model } from './model/schema.js';
export { compare } from './study/compare/compare.js';
export type { Comparison } from './study/compare/comparison.js';
export type { CompareQuestion } from './study/compare/question.js';
export type { Message, StudyOptions } from './study/context.js';
export type { DemandAnswer } from './study/demand/answer.js';
export { askDemand } from './study/demand/demand.js';
export { type Deployment, deploymentOf, openComparison } from './study/experiment/deployment.js';
export { type FilesBeside, type OpenedExperiment, readExperiment } from './study/experiment/experiment.js';
export { type ModelSource, type OpenedModel, openSource } from './study/experiment/model-source.js';
export { openCandidates } from './study/plan/candidates.js';
export { type PlanQuestion, plan } from './study/plan/plan.js';
export type { Plan } from './study/plan/result.js';
export { readBaseline } from './study/regress/baseline.js';
export { openRegression } from './study/regress/cases.js';
export { type Regression, type RegressQuestion, regress } from './study/regress/regress.js';
export { requestsText, runTables, summaryText, tableText } from './study/results/run-tables.js';
export type { RunQuestion } from './study/run/question.js';
export { type RunAnswer, run } from './study/run/run.js';
export type { Executor } from './study/simulate/executor.js';
export { thisThread } from './study/simulate/executor.js';
export type { Keeper } from './study/simulate/keeper.js';
export { type ReplicationTask, simulateReplication } from './study/simulate/replication.js';
export type { Work } from './study/simulate/work.js';
export { summarise } from './study/summary/summarise.js';
export type { Summary } from './study/summary/summary.js';
export { planSweep } from './study/sweep/planned-points.js';
export { type Sweep, type SweepQuestion, sweep } from './study/sweep/sweep.js';
export { type Verification, type VerifyQuestion, verify } from './study/verify/verify.js';
