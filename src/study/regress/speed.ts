import { median } from 'simple-statistics';
import { simulate } from '../../gateway/simulation/simulate.js';
import type { Model } from '../../model/schema.js';

const PAIRS = 5;
/** Some 100,000 requests: setting up and compiling are a small part of it. */
const SIMULATED_SECONDS = 5400;
const CALIBRATION_ROUNDS = 40_000_000;

/**
 * How long the simulation of a model takes against a calibration loop of the same process: the median over pairs run
 * in turn, so that a machine whose speed drifts, or another machine, gives about the same ratio.
 * @param processorSeconds time of this process's processor, which other programs on the machine lengthen less than the
 * clock on the wall
 */
export function speedRatio(model: Model, processorSeconds: () => number): number {
  const secondsOf = (run: () => void): number => {
    const before = processorSeconds();
    run();
    return processorSeconds() - before;
  };
  const ratios: number[] = [];
  // The first pair warms both up and is not counted.
  for (let pair = 0; pair <= PAIRS; pair++) {
    const simulation = secondsOf(() => {
      simulate(model, { seed: 1, replication: 0, warmupSeconds: 0, durationSeconds: SIMULATED_SECONDS });
    });
    const calibration = secondsOf(() => {
      calibrate();
    });
    if (pair > 0) ratios.push(simulation / calibration);
  }
  return median(ratios);
}

/** What a simulation's inner loops are made of: typed arrays read and written at random places, and floating point. */
function calibrate(): number {
  const cells = new Float64Array(4096).fill(1);
  let state = 1;
  let sum = 0;
  for (let round = 0; round < CALIBRATION_ROUNDS; round++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes' generator: good enough for places
    const place = state >>> 20;
    const value = cells[place]! * 0.999 + Math.sqrt(round);
    cells[place] = value - Math.floor(value);
    sum += cells[place]!;
  }
  return sum;
}
