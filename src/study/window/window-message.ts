import type { Model } from '../../model/schema.js';
import type { Message } from '../context.js';
import { placedWindow } from './placed-window.js';
import type { WindowTimes } from './window.js';
import { windowWords } from './window-words.js';

/** Tells when in the week a study of several deployments measures, and how much of the week's peak that holds. */
export function tellWindow(
  { model, name }: { readonly model: Model; readonly name?: string },
  times: WindowTimes,
  onMessage: (message: Message) => void,
): void {
  const seconds = times.durationSeconds ?? model.simulation.duration;
  const { when, canBeBusier, outside } = windowWords(placedWindow(model, times), seconds);
  const text = `measured${name === undefined ? '' : ` of ${name}`}: ${when}`;
  onMessage({ kind: 'window', text, ...(canBeBusier && { remedy: 'window' }) });
  if (outside !== null) onMessage({ kind: 'window', text: outside });
}
