/** The package's entry: read a model, simulate it, summarise what was seen. Everything here runs in a browser too. */
export type { Observation } from './gateway/observation.js';
export { type SimulateOptions, simulate } from './gateway/simulate.js';
export { loadModel } from './model/load.js';
export type { Model } from './model/schema.js';
export { summarise } from './study/summary/summarise.js';
export type { Summary } from './study/summary/summary.js';
