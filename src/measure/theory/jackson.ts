import { mmc } from './mmc.js';
import type { SteadyState } from './steady-state.js';

/** An open network of M/M/c stations; all arrays are by station. */
export interface OpenNetwork {
  /** Poisson arrivals from outside, a second. */
  readonly arrivalRates: readonly number[];
  readonly meanServices: readonly number[];
  readonly servers: readonly number[];
  /** routing[i][j]: probability that a job goes on from station i to station j; the rest leaves. */
  readonly routing: readonly (readonly number[])[];
}

export interface OpenNetworkState {
  /** Total arrival rate of each station, feedback included. */
  readonly rates: readonly number[];
  readonly stations: readonly SteadyState[];
  /** Mean time of a job from its arrival from outside to its departure, all visits included; seconds. */
  readonly meanSojourn: number;
}

/**
 * Means of an open Jackson network: the traffic equations lambda = gamma + lambda P give the rates, each station is as
 * if it were an M/M/c queue, and Little's law on the whole gives the sojourn.
 * Jackson, "Networks of waiting lines", Operations Research 5, 1957.
 * @throws RangeError when a station has no steady state or jobs never leave.
 */
export function jackson({ arrivalRates, meanServices, servers, routing }: OpenNetwork): OpenNetworkState {
  const equations = arrivalRates.map((rate, j) => [
    ...arrivalRates.map((_, i) => (i === j ? 1 : 0) - routing[i]![j]!),
    rate,
  ]);
  const rates = solve(equations);
  const stations = rates.map((arrivalRate, i) =>
    mmc({ arrivalRate, meanService: meanServices[i]!, servers: servers[i]! }),
  );
  const number = stations.reduce((sum, station) => sum + station.meanNumber, 0);
  return { rates, stations, meanSojourn: number / arrivalRates.reduce((sum, rate) => sum + rate, 0) };
}

/** Solves linear equations, given as rows with their right side last, by elimination with pivots. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .map((row, i) => ({ i, size: i < column ? -1 : Math.abs(row[column]!) }))
      .reduce((best, candidate) => (candidate.size > best.size ? candidate : best));
    if (!(pivot.size > 1e-12)) throw new RangeError('the traffic equations have no single solution');
    [rows[column], rows[pivot.i]] = [rows[pivot.i]!, rows[column]!];
    for (const [i, row] of rows.entries()) {
      const factor = i === column ? 0 : row[column]! / rows[column]![column]!;
      for (let j = column; j <= size; j++) row[j]! -= factor * rows[column]![j]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
