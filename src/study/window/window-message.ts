import type { Model } from '../../model/schema.js';
import type { Message } from '../context.js';
import { measuredFrom, measuredWindowText, outsideText, toldClock, windowOf } from './window.js';

/** Tells when in the week a study of several deployments measures, and how much of the week's peak that holds. */
export function tellWindow(
  { model, name }: { readonly model: Model; readonly name?: string },
  times: { readonly durationSeconds: number | undefined; readonly warmupSeconds: number | undefined },
  onMessage: (message: Message) => void,
): void {
  const window = windowOf(model, times);
  const seconds = times.durationSeconds ?? model.simulation.duration;
  const text = measuredWindowText(
    window,
    measuredFrom(model, times.warmupSeconds),
    seconds,
    toldClock(model),
  );
  const outside = outsideText(window);
  onMessage({ kind: 'window', text: `measured${name === undefined ? '' : ` of ${name}`}: ${text}` });
  if (outside !== null) onMessage({ kind: 'window', text: outside });
}
