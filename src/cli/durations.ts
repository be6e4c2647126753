import { doubtfulQuantity } from '../model/grouped-number.js';
import { readQuantity } from '../model/units.js';

/** A duration with its unit in seconds, or what is wrong with it. */
export function readDuration(text: string): number | { readonly message: string } {
  const reading = doubtfulQuantity(text) ?? readQuantity('duration', text);
  return 'value' in reading ? reading.value : { message: `${reading.message}; ${reading.remedy}` };
}
