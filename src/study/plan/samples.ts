import type { Observation } from '../../gateway/simulation/observation.js';
import type { SimulateOne } from '../simulate/kept-samples.js';
import type { Bound } from './bounds.js';
import { boundValue } from './bounds.js';
import type { Candidate } from './candidates.js';

/**
 * The replications of all candidates in all scenarios, each simulated once, when it is first asked for. Replication i
 * has the same random numbers for every candidate.
 */
export class Samples {
  private readonly cells = new Map<string, Promise<Observation>[]>();

  constructor(
    private readonly candidates: readonly Candidate[],
    private readonly simulateOne: SimulateOne,
  ) {}

  /** Observations of replications `first` to `first + count - 1`. */
  take(candidate: number, scenario: number, first: number, count: number): Promise<Observation[]> {
    const cell = this.cell(candidate, scenario);
    for (let replication = cell.length; replication < first + count; replication++)
      cell.push(this.simulateOne(this.candidates[candidate]!.deployments[scenario]!, replication));
    return Promise.all(cell.slice(first, first + count));
  }

  /** Everything that was simulated of a candidate in a scenario. */
  all(candidate: number, scenario: number): Promise<Observation[]> {
    return Promise.all(this.cell(candidate, scenario));
  }

  get simulated(): number {
    return [...this.cells.values()].reduce((sum, cell) => sum + cell.length, 0);
  }

  private cell(candidate: number, scenario: number): Promise<Observation>[] {
    const key = `${candidate}/${scenario}`;
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    const made: Promise<Observation>[] = [];
    this.cells.set(key, made);
    return made;
  }
}

/** The values of the bounds, by replication. */
export const valuesOf = (bounds: readonly Bound[], observations: readonly Observation[]): number[][] =>
  observations.map((one) => bounds.map((bound) => boundValue(bound, one)));
