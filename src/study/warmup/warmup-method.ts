/**
 * Where the warm-up of a study comes from. `stated`: the command line, the experiment or the model says it. `mser-5`:
 * found in pilot replications. `fallback`: none was found there, and what the model has by default was taken.
 */
export const WARMUP_METHODS = ['stated', 'mser-5', 'fallback'] as const;
export type WarmupMethod = (typeof WARMUP_METHODS)[number];
