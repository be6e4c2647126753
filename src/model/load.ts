import { ownMeters, priceBreaks } from './prices/stated.js';
import { findRuleBreaks } from './rules.js';
import { type Model, modelSchema } from './schema.js';
import { type ReadOptions, type Validated, validateText } from './validate.js';

/**
 * Reads the text of a model file and applies overrides to it.
 * @param file name of the file, for messages alone; nothing is opened but tables, by the reader given
 * @returns the model in the program's own units, or every problem found, in order of place; nothing is thrown
 */
export function loadModel(text: string, file: string, options: ReadOptions = {}): Validated<Model> {
  const read = validateText(
    modelSchema,
    (model, data) => [...findRuleBreaks(model), ...priceBreaks(data)],
    text,
    file,
    options,
  );
  if ('problems' in read) return read;
  const meters = ownMeters(read.data);
  if (meters === undefined) return read;
  return { ...read, value: { ...read.value, prices: { ...read.value.prices, meters } } };
}
