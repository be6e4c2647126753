import type { WarmupMethod } from '../study/warmup/warmup-method.js';
import { chosen, duration } from '../study/words/format.js';

const ORIGINS: Readonly<Record<WarmupMethod, string>> = {
  stated: 'stated',
  'mser-5': 'found by MSER-5',
  fallback: 'MSER-5 finds no steady state',
};

/** What a study measured, and after which warm-up: `4 h measured after 30 min of warm-up (stated)`. */
export function measuredText(study: {
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
  readonly warmupMethod?: WarmupMethod | undefined;
}): string {
  const { durationSeconds, warmupSeconds, warmupMethod } = study;
  const measured = `${chosen(duration(durationSeconds))} measured`;
  if (warmupSeconds === 0) return measured;
  const origin = warmupMethod === undefined ? '' : ` (${ORIGINS[warmupMethod]})`;
  return `${measured} after ${chosen(duration(warmupSeconds))} of warm-up${origin}`;
}
