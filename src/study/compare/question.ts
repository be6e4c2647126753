import type { Deployment } from '../experiment/deployment.js';
import type { SimulationQuestion } from '../question.js';
import type { Refusal } from '../refused-option.js';

/** What `compare` is asked: how deployments differ from the first of them. */
export interface CompareQuestion extends SimulationQuestion {
  readonly name: string;
  /** In one sentence. */
  readonly question?: string | null | undefined;
  /** The base first, two or more. */
  readonly deployments: readonly Deployment[];
  /** Of each deployment, two or more; 10 when left out. */
  readonly replications?: number | undefined;
  /** Whether to rank which assumed parameter could change the decision, which takes many times as long. */
  readonly sensitivity?: boolean | undefined;
}

/** Replications of a comparison that says nothing of them. */
export const REPLICATIONS = 10;

/** What is wrong with a question; null where nothing is. */
export const refusalOf = ({
  replications = REPLICATIONS,
}: CompareQuestion): Refusal<keyof CompareQuestion> | null =>
  replications < 2
    ? {
        field: 'replications',
        reason: `a paired comparison needs two or more replications, and takes ${REPLICATIONS} where nothing is said`,
      }
    : null;
