import type { Model } from '../../model/schema.js';
import type { StudyContext } from '../context.js';
import { attended, progressCells } from '../simulate/work.js';
import { type FoundWarmup, findWarmup } from './warmup.js';
import type { WarmupMethod } from './warmup-method.js';

/** Who may say how long the warm-up is: the question goes before the model. */
interface WarmupWords {
  readonly asked: number | 'auto' | undefined;
  /** Whether every model states its own. */
  readonly stated: boolean;
  readonly seed: string | number;
}

/** The warm-up of a study and where it comes from; undefined seconds are what the models state, or their default. */
export interface StudyWarmup {
  readonly seconds: number | undefined;
  readonly method: WarmupMethod;
}

/**
 * The warm-up of a study, the same for all its deployments: what was asked for, or else what the models state, or
 * else, and with `auto`, what MSER-5 finds in pilot replications of the models given (the longest of theirs).
 * @returns null when it was interrupted
 */
export async function warmupFor(
  models: readonly Model[],
  { asked, stated, seed }: WarmupWords,
  context: StudyContext,
): Promise<StudyWarmup | null> {
  if (typeof asked === 'number') return { seconds: asked, method: 'stated' };
  if (asked === undefined && stated) return { seconds: undefined, method: 'stated' };
  const work = { cells: progressCells(models.length), total: () => models.length, noun: 'pilot studies' };
  const found = await attended(context, work, () => findAll(models, seed, context));
  if (found === null) {
    context.onMessage({
      kind: 'interrupted',
      text: 'the warm-up was not found yet, there is no result',
      goesOn: null,
    });
    return null;
  }
  return longest(found, context);
}

async function findAll(
  models: readonly Model[],
  seed: string | number,
  context: StudyContext,
): Promise<FoundWarmup[] | null> {
  const found: FoundWarmup[] = [];
  for (const model of models) {
    const one = await findWarmup(model, { ...context, seed });
    if (one === null) return null;
    found.push(one);
  }
  return found;
}

function longest(found: readonly FoundWarmup[], { onMessage }: StudyContext): StudyWarmup {
  const pilot = Math.max(...found.map(({ pilotSeconds }) => pilotSeconds)) / 3600;
  const seconds = found.map((one) => one.seconds);
  if (seconds.includes(null)) {
    onMessage({
      kind: 'warning',
      text: `warm-up: MSER-5 finds no steady state in ${pilot} h of pilot replications; the model's own is taken`,
      remedy: 'warmup',
    });
    return { seconds: undefined, method: 'fallback' };
  }
  const most = Math.max(...seconds.map((one) => one ?? 0));
  onMessage({
    kind: 'warm-up',
    text: `warm-up: ${most / 60} min, found by MSER-5 in pilot replications of ${pilot} h`,
  });
  return { seconds: most, method: 'mser-5' };
}
