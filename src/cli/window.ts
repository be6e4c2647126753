import type { Model } from '../model/schema.js';
import type { Session } from './session.js';

/**
 * Says when in the week a study of several deployments measures, and how much of the week's peak that holds, unless the call
 * is quiet.
 */
export async function tellWindow(
  { model, name }: { readonly model: Model; readonly name?: string },
  times: { readonly durationSeconds: number | undefined; readonly warmupSeconds: number | undefined },
  { quiet }: { readonly quiet?: true },
  session: Session,
): Promise<void> {
  if (quiet) return;
  const { measuredWindowText, outsideText, windowOf } = await import('../study/window/window.js');
  const window = windowOf(model, times);
  const { start, warmup, duration } = model.simulation;
  const from = start + (times.warmupSeconds ?? warmup);
  const text = measuredWindowText(window, from, times.durationSeconds ?? duration, model.clock.site);
  const outside = outsideText(window);
  session.err(`measured${name === undefined ? '' : ` of ${name}`}: ${text}\n`);
  if (outside !== null) session.err(`${outside}\n`);
}
