import type { Sensitivity } from '../sensitivity/sensitivity.js';
import type { ClockSummary } from '../summary/schema/clock.js';
import type { Metric } from '../summary/schema/figures.js';
import type { Verdict } from '../summary/schema/judgement.js';
import type { WarmupMethod } from '../warmup/warmup-method.js';
import type { MeasuredWindow } from '../window/window.js';
import type { Bound, Unjudged } from './bounds.js';
import type { Impossible, Values } from './candidates.js';

/** Identifies the layout of `plan.json`; the number rises when a field changes its meaning or goes away. */
export const PLAN_SCHEMA = 'cmgsim/plan/3';

/** The answer of `cmgsim plan`. Seconds, shares of 1, money in `currency`; intervals at 95 %. */
export interface Plan {
  readonly schema: typeof PLAN_SCHEMA;
  /** Version of the program. */
  readonly cmgsim: string;
  readonly name: string;
  readonly question: string;
  readonly model: { readonly name: string; readonly sha256: string };
  readonly seed: string | number;
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
  readonly warmupMethod: WarmupMethod;
  /** Paths of the fields in which candidates differ. */
  readonly factors: readonly string[];
  readonly scenarios: readonly PlanScenario[];
  /** Of each scenario; all candidates are measured over the same hours. */
  readonly windows: readonly PlanWindow[];
  readonly procedure: Procedure;
  /**
   * `selected`: the answer is certain with the stated probability. `undecided`: a cheaper candidate could not be told
   * from its limits. `none`: no candidate keeps the objective.
   */
  readonly outcome: 'selected' | 'undecided' | 'none';
  /** Places in `candidates`, null where there is none. */
  readonly selected: number | null;
  /** The next dearer candidate that keeps the objective. */
  readonly runnerUp: number | null;
  /** The dearest candidate below `selected` that does not. */
  readonly nextCheaper: number | null;
  readonly undecided: readonly number[];
  /** Sizes and regions of the candidates whose offer was not checked. */
  readonly availability: string | null;
  /** Of every cost. */
  readonly currency: string;
  /** Where prices are of another region than a gateway; null where they are not. */
  readonly pricesNote: string | null;
  /** In order of rising cost. */
  readonly candidates: readonly PlanCandidate[];
  readonly impossible: readonly Impossible[];
  /** What the frontier holds against cost; null when the objective has no latency. */
  readonly frontierMeasure: FrontierMeasure | null;
  readonly replications: Spent;
  /** null unless it was asked for, and where nothing is selected. */
  readonly sensitivity: Sensitivity | null;
}

export interface PlanScenario {
  readonly name: string;
  readonly bounds: readonly Bound[];
  readonly unjudged: readonly Unjudged[];
}

/** When in the week a scenario was measured, and how much of the peak of its first candidate that holds. */
interface PlanWindow {
  readonly scenario: string;
  /** After Monday 00:00 UTC. */
  readonly startSeconds: number;
  readonly window: MeasuredWindow;
  readonly clock: ClockSummary;
}

interface Procedure {
  readonly name: string;
  readonly reference: string;
  readonly probability: number;
  readonly errorPerComparison: number;
  readonly toleranceShare: number;
  readonly firstStage: number;
  readonly maxReplications: number;
}

interface FrontierMeasure {
  readonly requests: string;
  readonly measure: string;
  readonly scenario: string;
}

export interface PlanCandidate {
  readonly values: Values;
  /** Of a month with the expected traffic of the first scenario. */
  readonly costPerMonth: number;
  /** Likewise of this candidate. */
  readonly availability: string | null;
  readonly state: 'selected' | 'runner-up' | 'breaks' | 'undecided' | 'not judged';
  /** What it was looked at in. */
  readonly scenarios: readonly CandidateScenario[];
  readonly frontierSeconds: Metric | null;
  /** No cheaper candidate is as fast, and no faster one as cheap. */
  readonly onFrontier: boolean;
}

export interface CandidateScenario {
  readonly scenario: string;
  readonly replications: number;
  readonly verdict: Pick<Verdict, 'state' | 'bottleneck'>;
  readonly bounds: readonly CandidateBound[];
}

export interface CandidateBound extends Pick<Bound, 'requests' | 'measure' | 'limit'> {
  readonly observed: Metric;
  /** null: not decided, or not judged. */
  readonly verdict: 'met' | 'broken' | null;
}

/** Replications, one of a candidate in a scenario each. */
export interface Spent {
  readonly selection: number;
  readonly runnerUp: number;
  readonly frontier: number;
  /**
   * What the selection would have taken had every candidate been given, in every scenario, as many replications as the
   * one that was hardest to decide.
   */
  readonly equalAllocation: number;
  /** 1 - selection / equalAllocation. */
  readonly savedShare: number;
}
