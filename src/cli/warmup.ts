import type { Model } from '../model/schema.js';
import type { FoundWarmup } from '../study/warmup/warmup.js';
import type { WarmupMethod } from '../study/warmup/warmup-method.js';
import { attend, progressCells } from './attend.js';
import { EXIT } from './exit-codes.js';
import type { Session } from './session.js';
import type { StudyOptions } from './study-options.js';

/** Who may say how long the warm-up is: the command line goes before the experiment, and that before the model. */
interface WarmupWords {
  readonly asked: number | 'auto' | undefined;
  /** Whether every model states its own. */
  readonly stated: boolean;
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
  { asked, stated }: WarmupWords,
  { seed, workers, quiet }: Pick<StudyOptions, 'workers' | 'quiet'> & { readonly seed: string | number },
  session: Session,
): Promise<StudyWarmup | null> {
  if (typeof asked === 'number') return { seconds: asked, method: 'stated' };
  if (asked === undefined && stated) return { seconds: undefined, method: 'stated' };
  const [{ findWarmup }, { defaultThreads }] = await Promise.all([
    import('../study/warmup/warmup.js'),
    import('../study/simulate/workers.js'),
  ]);
  const progress = { cells: progressCells(models.length), total: () => models.length, noun: 'pilot studies' };
  const found = await attend(session, { quiet: quiet ?? false, progress }, async (attended) => {
    const each: FoundWarmup[] = [];
    for (const model of models) {
      const one = await findWarmup(model, { seed, workers: workers ?? defaultThreads(), ...attended });
      if (one === null) return null;
      each.push(one);
    }
    return each;
  });
  if (found === null) {
    session.err('interrupted: the warm-up was not found yet, there is no result\n');
    session.exitCode = EXIT.interrupted;
    return null;
  }
  return longest(found, quiet ?? false, session);
}

function longest(found: readonly FoundWarmup[], quiet: boolean, session: Session): StudyWarmup {
  const pilot = Math.max(...found.map(({ pilotSeconds }) => pilotSeconds)) / 3600;
  const seconds = found.map((one) => one.seconds);
  if (seconds.includes(null)) {
    session.err(
      `warm-up: MSER-5 finds no steady state in ${pilot} h of pilot replications; the model's own is taken: write --warmup\n`,
    );
    return { seconds: undefined, method: 'fallback' };
  }
  const most = Math.max(...seconds.map((one) => one ?? 0));
  if (!quiet) session.err(`warm-up: ${most / 60} min, found by MSER-5 in pilot replications of ${pilot} h\n`);
  return { seconds: most, method: 'mser-5' };
}
